import { type Kysely, PostgresAdapter, sql } from 'kysely';
import type { Migration, MigrationProvider } from 'kysely/migration';

const RETURN_TEXTS = [
  'secret_hash',
  'return_hash',
  'page',
  'returned_at',
  'return_closed_at',
  'approval',
];

/**
 * The tables, as they came to be. A migration that has been released is never
 * changed; a new one is added at the end. All that are missing run in one
 * transaction: killed in the middle, they leave nothing behind, and two servers
 * that start at once do it one after the other.
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
        // When the server asks PortOne about the order by itself.
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
  '0004-operation': {
    /**
     * Indexes hold only the rows that a query looks for, so that a paid and
     * delivered order, which is most of them, costs nothing to keep out of them.
     */
    async up(database: Kysely<unknown>) {
      const { schema } = database;
      await schema.dropIndex('orders_poll_at').execute();
      await schema
        .createIndex('orders_due')
        .on('orders')
        .column('poll_at')
        .where('poll_at', 'is not', null)
        .execute();
      await schema
        .createIndex('orders_held')
        .on('orders')
        .column('payment_id')
        .where(sql<boolean>`hold_reason is not null`)
        .execute();
      // Paid orders are so common that a scan finds one with every step.
      await schema
        .createIndex('orders_status')
        .on('orders')
        .columns(['status', 'payment_id'])
        .where('status', '<>', 'PAID')
        .execute();
      await schema.dropIndex('fulfilment_events_due_at').execute();
      await schema
        .createIndex('fulfilment_events_due')
        .on('fulfilment_events')
        .column('due_at')
        .where('due_at', 'is not', null)
        .execute();
      await schema
        .createIndex('fulfilment_events_dead')
        .on('fulfilment_events')
        .column('created_at')
        .where(sql<boolean>`due_at is null and delivered_at is null and attempts > 0`)
        .execute();
      await schema
        .createIndex('fulfilment_events_payment_id')
        .on('fulfilment_events')
        .column('payment_id')
        .execute();
      // Who has looked at it, when, and what they say: JSON.
      await schema.alterTable('strays').addColumn('seen', 'text').execute();
      await schema
        .createIndex('strays_unseen')
        .on('strays')
        .column('payment_id')
        .where(sql<boolean>`seen is null`)
        .execute();

      // PostgreSQL need not keep it through a crash.
      const rateLimits = schema.createTable('rate_limits');
      await (isPostgres(database) ? rateLimits.modifyFront(sql`unlogged`) : rateLimits)
        .addColumn('key', 'text', (column) => column.primaryKey())
        .addColumn('points', 'integer', (column) => column.notNull().defaultTo(0))
        .addColumn('expire', 'bigint')
        .execute();

      // One row, written to find out whether the database takes writes.
      await schema
        .createTable('readiness')
        .addColumn('written_at', 'text', (column) => column.notNull())
        .execute();
      await sql`insert into readiness (written_at) values ('')`.execute(database);
    },
    async down({ schema }: Kysely<unknown>) {
      await schema.dropTable('readiness').execute();
      await schema.dropTable('rate_limits').execute();
      await schema.dropIndex('strays_unseen').execute();
      await schema.alterTable('strays').dropColumn('seen').execute();
      for (const index of [
        'fulfilment_events_payment_id',
        'fulfilment_events_dead',
        'fulfilment_events_due',
        'orders_status',
        'orders_held',
        'orders_due',
      ]) {
        await schema.dropIndex(index).execute();
      }
      await schema
        .createIndex('fulfilment_events_due_at')
        .on('fulfilment_events')
        .column('due_at')
        .execute();
      await schema.createIndex('orders_poll_at').on('orders').column('poll_at').execute();
    },
  },
  '0005-reading-place': {
    async up({ schema }: Kysely<unknown>) {
      // How far the pass that is under way has come, and when it began; when the last whole one began.
      for (const column of ['pass_at', 'pass_until', 'completed_until']) {
        await schema.alterTable('watermarks').addColumn(column, 'text').execute();
      }
    },
    async down({ schema }: Kysely<unknown>) {
      for (const column of ['pass_at', 'pass_until', 'completed_until']) {
        await schema.alterTable('watermarks').dropColumn(column).execute();
      }
    },
  },
  '0006-order-secrets': {
    /** An order without a `secret_hash` was ordered by a script of 0.1.1. */
    async up({ schema }: Kysely<unknown>) {
      for (const column of RETURN_TEXTS) {
        await schema.alterTable('orders').addColumn(column, 'text').execute();
      }
      await schema.alterTable('orders').addColumn('returned_with_code', 'integer').execute();
      await schema
        .createTable('return_marks')
        .addColumn('hash', 'text', (column) => column.primaryKey())
        .addColumn('payment_id', 'text', (column) => column.notNull())
        .addColumn('origin', 'text', (column) => column.notNull())
        .addColumn('expires_at', 'text', (column) => column.notNull())
        .execute();
      // Further keys of an order, each of one kind: of a mail, of a link that was copied.
      await schema
        .createTable('order_keys')
        .addColumn('hash', 'text', (column) => column.primaryKey())
        .addColumn('payment_id', 'text', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('expires_at', 'text', (column) => column.notNull())
        .addColumn('revoked_at', 'text')
        .execute();
      // For what is erased once its time is over.
      await schema
        .createIndex('orders_page')
        .on('orders')
        .column('created_at')
        .where(sql<boolean>`page is not null`)
        .execute();
      await schema
        .createIndex('orders_return_closed')
        .on('orders')
        .column('return_closed_at')
        .where(sql<boolean>`page is not null and return_closed_at is not null`)
        .execute();
      await schema
        .createIndex('orders_approval')
        .on('orders')
        .column('created_at')
        .where(sql<boolean>`approval is not null`)
        .execute();
      await schema
        .createIndex('return_marks_payment_id')
        .on('return_marks')
        .column('payment_id')
        .execute();
      await schema
        .createIndex('return_marks_expires_at')
        .on('return_marks')
        .column('expires_at')
        .execute();
    },
    async down({ schema }: Kysely<unknown>) {
      await schema.dropTable('order_keys').execute();
      await schema.dropTable('return_marks').execute();
      await schema.dropIndex('orders_approval').execute();
      await schema.dropIndex('orders_return_closed').execute();
      await schema.dropIndex('orders_page').execute();
      for (const column of [...RETURN_TEXTS, 'returned_with_code']) {
        await schema.alterTable('orders').dropColumn(column).execute();
      }
    },
  },
  '0007-unopened-orders': {
    /** For the orders that are deleted some days after their end. */
    async up({ schema }: Kysely<unknown>) {
      await schema
        .createIndex('orders_unopened')
        .on('orders')
        .column('created_at')
        .where(sql<boolean>`status is null and poll_at is null`)
        .execute();
    },
    async down({ schema }: Kysely<unknown>) {
      await schema.dropIndex('orders_unopened').execute();
    },
  },
  '0008-buyers': {
    /** What is personal about an order, by itself, so that erasing it is erasing one row. */
    async up({ schema }: Kysely<unknown>) {
      await schema
        .createTable('buyers')
        .addColumn('payment_id', 'text', (column) => column.primaryKey())
        .addColumn('details', 'text', (column) => column.notNull())
        // When the order is known to be paid; from then on the time that the row is kept for counts.
        .addColumn('paid_at', 'text')
        // When the row is looked at next; nothing once only its end is left to come.
        .addColumn('look_at', 'text')
        .execute();
      await schema.createIndex('buyers_paid_at').on('buyers').column('paid_at').execute();
      await schema
        .createIndex('buyers_look_at')
        .on('buyers')
        .column('look_at')
        .where(sql<boolean>`look_at is not null`)
        .execute();
    },
    async down({ schema }: Kysely<unknown>) {
      await schema.dropTable('buyers').execute();
    },
  },
  '0009-receivers': {
    /** A row without a receiver is for all that the server has: rows of versions before, and new ones. */
    async up({ schema }: Kysely<unknown>) {
      await schema.alterTable('fulfilment_events').addColumn('receiver', 'text').execute();
      // What the row of a further receiver repeats.
      await schema.alterTable('fulfilment_events').addColumn('event_id', 'text').execute();
    },
    async down({ schema }: Kysely<unknown>) {
      await schema.alterTable('fulfilment_events').dropColumn('event_id').execute();
      await schema.alterTable('fulfilment_events').dropColumn('receiver').execute();
    },
  },
  '0010-stock': {
    async up({ schema }: Kysely<unknown>) {
      await schema
        .createTable('stock_shelves')
        .addColumn('shelf', 'text', (column) => column.primaryKey())
        .addColumn('stock', 'bigint')
        .addColumn('sold', 'bigint', (column) => column.notNull())
        .execute();
      await schema
        .createTable('stock_holds')
        .addColumn('payment_id', 'text', (column) => column.primaryKey())
        .addColumn('shelf', 'text', (column) => column.notNull())
        .addColumn('quantity', 'bigint', (column) => column.notNull())
        .addColumn('held_until', 'text', (column) => column.notNull())
        .addColumn('client', 'text')
        .addColumn('around', 'text')
        .addColumn('for_deposit', 'integer', (column) => column.notNull().defaultTo(0))
        .execute();
      await schema
        .createIndex('stock_holds_shelf')
        .on('stock_holds')
        .columns(['shelf', 'held_until'])
        .execute();
    },
    async down({ schema }: Kysely<unknown>) {
      await schema.dropTable('stock_holds').execute();
      await schema.dropTable('stock_shelves').execute();
    },
  },
  '0011-versions': {
    /** Which version of the server made which change, for the words in which an older one refuses the tables. */
    async up({ schema }: Kysely<unknown>) {
      await schema
        .createTable('versions')
        .addColumn('migration', 'text', (column) => column.primaryKey())
        .addColumn('version', 'text', (column) => column.notNull())
        .execute();
    },
    async down({ schema }: Kysely<unknown>) {
      await schema.dropTable('versions').execute();
    },
  },
};

/** Their names, in the order in which they run. */
export const migrationNames: readonly string[] = Object.keys(migrations).sort();

/** The last of them: who has it has them all. */
export const latestMigration = migrationNames.at(-1) as string;

export const migrationProvider: MigrationProvider = {
  getMigrations: () => Promise.resolve(migrations),
};

export function isPostgres(database: Pick<Kysely<unknown>, 'getExecutor'>): boolean {
  return database.getExecutor().adapter instanceof PostgresAdapter;
}
