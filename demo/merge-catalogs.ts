import type { CatalogSource, ItemSource, MethodSource } from '../bff/catalog/catalog-input.ts';
import { gateways, type PgProvider } from './sandbox/gateways/gateways.ts';
import type { SandboxChannel, SandboxStore } from './sandbox/sandbox.ts';

export type DemoCatalog = {
  catalog: CatalogSource;
  /** The store of the catalog, with a channel for each key that it names. */
  store: SandboxStore;
  /** What is left out, in words. */
  omissions: string[];
};

/**
 * The owner's goods beside the demo's, in the owner's store: PortOne has one store for a catalog.
 * Where both have an item of one id, the owner's is sold. The sandbox knows the demo's channels;
 * of the owner's it plays the gateway that each method names.
 *
 * @param shopUrl where the demo's pictures are
 */
export function mergeCatalogs(
  demo: CatalogSource,
  demoStore: SandboxStore,
  own: CatalogSource,
  shopUrl: string,
): DemoCatalog {
  const omissions: string[] = [];
  const played = own.methods.filter(({ id, pgProvider }) => {
    if (isPlayed(pgProvider)) return true;
    omissions.push(
      `The sandbox does not play ${pgProvider}: your method "${id}" is left out. It plays ${Object.keys(gateways).join(', ')}.`,
    );
    return false;
  });
  const items = own.items.flatMap((item): ItemSource[] => {
    const asked = item.methods ?? own.methods.map(({ id }) => id);
    const methods = asked.filter((id) => played.some((method) => method.id === id));
    if (methods.length > 0) return [{ ...item, methods }];
    omissions.push(`Your item "${item.id}" is left out: the sandbox plays none of its methods.`);
    return [];
  });
  const taken = new Set([...played.map(({ id }) => id), ...own.methods.map(({ id }) => id)]);
  const renamed = (id: string) => (taken.has(id) ? `demo-${id}` : id);
  const demoMethods = demo.methods.map((method) => ({ ...method, id: renamed(method.id) }));
  const demoItems = demo.items
    .filter(({ id }) => !own.items.some((item) => item.id === id))
    .map((item) => ({
      ...item,
      ...(item.image && { image: new URL(item.image, shopUrl).href }),
      methods: (item.methods ?? demo.methods.map(({ id }) => id)).map(renamed),
    }));
  return {
    catalog: {
      store: own.store,
      methods: [...played, ...demoMethods],
      items: [...items, ...demoItems],
    },
    store: storeOf(own.store, demoStore, played),
    omissions,
  };
}

function isPlayed(pgProvider: string): pgProvider is PgProvider {
  return Object.hasOwn(gateways, pgProvider);
}

function storeOf(
  { id, name }: CatalogSource['store'],
  demoStore: SandboxStore,
  methods: readonly MethodSource[],
): SandboxStore {
  const channels = new Map<string, SandboxChannel>(
    demoStore.channels.map((channel) => [channel.key, channel]),
  );
  const groups = new Map<string, string[]>();
  for (const { pgProvider, channelKey, channelGroupId, ...method } of methods) {
    if (!isPlayed(pgProvider)) continue;
    const key = channelKey ?? `channel-key-of-${channelGroupId}-${pgProvider}`;
    if (!channels.has(key)) {
      channels.set(key, { key, name: method.id, pgProvider, type: 'TEST' });
    }
    if (channelGroupId === undefined) continue;
    const keys = groups.get(channelGroupId) ?? [];
    groups.set(channelGroupId, [...new Set([...keys, key])]);
  }
  return {
    ...demoStore,
    id,
    name,
    channels: [...channels.values()],
    channelGroups: Array.from(groups, ([groupId, channelKeys]) => ({
      id: groupId,
      name: groupId,
      channelKeys,
    })),
  };
}
