/** What is asked about a token. Tollgate alone judges; everything that its answer depends on is in the question. */
export interface IntrospectionQuestion {
  /** The caller's IP address. Without one a token that has an IP filter is good for nothing. */
  readonly address?: string | undefined;
  /** LogScale's name of a permission that the token must have, such as `ReadAccess`. */
  readonly permission?: string | undefined;
  /** The id or name of the repository or view that it must have the permission in; for permissions that need one. */
  readonly view?: string | undefined;
}
