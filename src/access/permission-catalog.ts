/**
 * What a permission is called and what it opens, for the people who choose permissions and for those
 * who review a token. A catalog is a full record over its domain's list, so that a permission added to
 * the list does not compile until someone has explained it and put it into a group.
 */
export interface PermissionText {
  /** A few words, as a heading or beside a checkbox. */
  readonly title: string;
  /** One sentence on what the holder may do; it names Tollgate's own operations where they are guarded so. */
  readonly allows: string;
}

export interface GroupedPermissionText<Group extends string = string> extends PermissionText {
  /** The heading under which it is offered beside its like. */
  readonly group: Group;
}

export type PermissionCatalog<P extends string, Group extends string> = Readonly<
  Record<P, GroupedPermissionText<Group>>
>;
