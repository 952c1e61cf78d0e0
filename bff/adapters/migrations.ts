import type { Kysely } from 'kysely';
import type { Migration, MigrationProvider } from 'kysely/migration';

/**
 * The tables, as they came to be. A migration that has been released is never
 * changed; a new one is added at the end. Each can be run again: SQLite has no
 * lock that two servers starting at once would share.
 */
const migrations: Record<string, Migration> = {
  '0001-orders': {
    async up(database: Kysely<unknown>) {
      await database.schema
        .createTable('orders')
        .ifNotExists()
        .addColumn('payment_id', 'text', (column) => column.primaryKey())
        .addColumn('terms', 'text', (column) => column.notNull())
        .addColumn('status', 'text')
        .addColumn('hold_reason', 'text')
        .addColumn('settlement', 'text')
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .execute();
      // One row for each fulfilled order, whatever happens at the same time.
      await database.schema
        .createTable('fulfilments')
        .ifNotExists()
        .addColumn('payment_id', 'text', (column) =>
          column.primaryKey().references('orders.payment_id'),
        )
        .addColumn('transaction_id', 'text', (column) => column.notNull())
        .addColumn('fulfilled_at', 'text', (column) => column.notNull())
        .execute();
    },
    async down(database: Kysely<unknown>) {
      await database.schema.dropTable('fulfilments').execute();
      await database.schema.dropTable('orders').execute();
    },
  },
  '0002-fulfilment-events': {
    async up(database: Kysely<unknown>) {
      await database.schema
        .createTable('fulfilment_events')
        .ifNotExists()
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('payment_id', 'text', (column) => column.notNull())
        .addColumn('type', 'text', (column) => column.notNull())
        .addColumn('body', 'text', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('attempts', 'integer', (column) => column.notNull())
        // When it is to be sent next; nothing once it is delivered or given up.
        .addColumn('due_at', 'text')
        .addColumn('delivered_at', 'text')
        .addColumn('last_error', 'text')
        .execute();
      await database.schema
        .createIndex('fulfilment_events_due_at')
        .ifNotExists()
        .on('fulfilment_events')
        .column('due_at')
        .execute();
    },
    async down(database: Kysely<unknown>) {
      await database.schema.dropTable('fulfilment_events').execute();
    },
  },
  '0003-reconcile': {
    async up(database: Kysely<unknown>) {
      const tables = await database.introspection.getTables();
      const orders = tables.find(({ name }) => name === 'orders');
      if (!orders?.columns.some(({ name }) => name === 'poll_at')) {
        // When PortOne is to be asked about the order without anybody having told us to.
        await database.schema.alterTable('orders').addColumn('poll_at', 'text').execute();
        await database.schema
          .alterTable('orders')
          .addColumn('polls', 'integer', (column) => column.notNull().defaultTo(0))
          .execute();
      }
      await database.schema
        .createIndex('orders_poll_at')
        .ifNotExists()
        .on('orders')
        .column('poll_at')
        .execute();
      await database.schema
        .createTable('watermarks')
        .ifNotExists()
        .addColumn('name', 'text', (column) => column.primaryKey())
        .addColumn('read_until', 'text')
        .addColumn('taken_until', 'text', (column) => column.notNull())
        .execute();
      await database.schema
        .createTable('strays')
        .ifNotExists()
        .addColumn('payment_id', 'text', (column) => column.primaryKey())
        .addColumn('status', 'text', (column) => column.notNull())
        .addColumn('status_changed_at', 'text', (column) => column.notNull())
        .addColumn('details', 'text', (column) => column.notNull())
        .addColumn('first_seen_at', 'text', (column) => column.notNull())
        .execute();
    },
    async down(database: Kysely<unknown>) {
      await database.schema.dropTable('strays').execute();
      await database.schema.dropTable('watermarks').execute();
      await database.schema.dropIndex('orders_poll_at').execute();
      await database.schema.alterTable('orders').dropColumn('polls').execute();
      await database.schema.alterTable('orders').dropColumn('poll_at').execute();
    },
  },
};

export const migrationProvider: MigrationProvider = {
  getMigrations: () => Promise.resolve(migrations),
};
