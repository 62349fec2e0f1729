/** Loaders that are made when they are first asked for: there are some twenty, of which an answer needs one or two. */

/** How each is made out of what they all reach for. */
export type Makers<Loaders, Reach> = { readonly [Name in keyof Loaders]: (reach: Reach) => Loaders[Name] };

/** @returns a class whose objects hold a loader under each name, for one answer each. */
export function lazyLoaders<Loaders, Reach>(makers: Makers<Loaders, Reach>): new (reach: Reach) => Loaders {
  class LazyLoaders {
    constructor(readonly reach: Reach) {}
  }
  for (const name of Object.keys(makers) as (keyof Loaders & string)[])
    Object.defineProperty(LazyLoaders.prototype, name, {
      get(this: LazyLoaders) {
        const value = makers[name](this.reach);
        Object.defineProperty(this, name, { value });
        return value;
      },
    });
  return LazyLoaders as unknown as new (reach: Reach) => Loaders;
}
