/**
 * What a permission is called and what it opens, for the people who choose permissions and for those
 * who review a token. A catalog is a full record over its domain's list, so that a permission added to
 * the list does not compile until someone has explained it.
 */
export interface PermissionText {
  /** A few words, as a heading or beside a checkbox. */
  readonly title: string;
  /** One sentence on what the holder may do; it names Tollgate's own operations where they are guarded so. */
  readonly allows: string;
}

export type PermissionCatalog<P extends string> = Readonly<Record<P, PermissionText>>;
