import { createHash } from 'node:crypto';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Random values from a seed: the same seed gives the same values. */
export type Random = {
  /** Whether something happens that happens so often, 0 to 1. */
  chance(probability: number): boolean;
  /** A whole number, both ends included. */
  between(least: number, most: number): number;
  /** 0 included, 1 excluded. */
  fraction(): number;
  one<Value>(of: readonly Value[]): Value;
  /** One of several by their weights, which need not add up to anything. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name;
  /** Random values of its own, which do not depend on how many are taken elsewhere. */
  branch(name: string | number): Random;
};

export function seededRandom(seed: number | string): Random {
  const hash = createHash('sha256').update(String(seed)).digest();
  const generator = xoroshiro128plus(hash.readInt32LE());
  const fraction = () => uniformFloat64(generator);
  const between = (least: number, most: number) => uniformInt(generator, least, most);
  return {
    fraction,
    between,
    chance: (probability) => fraction() < probability,
    one: (of) => of[between(0, of.length - 1)] as (typeof of)[number],
    weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
      const names = Object.keys(weights) as Name[];
      let left = fraction() * names.reduce((sum, name) => sum + weights[name], 0);
      for (const name of names) {
        left -= weights[name];
        if (left < 0) return name;
      }
      return names.at(-1) as Name;
    },
    branch: (name) => seededRandom(`${seed}/${name}`),
  };
}
