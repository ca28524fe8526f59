import { hash } from 'node:crypto';
import type { DBAdapter } from 'better-auth';

type Where = readonly { readonly field: string; readonly value: unknown }[];

/**
 * Session tokens as they are stored: only their SHA-256, so that who reads the database, or a copy of it, can call
 * with none of them. Towards the library everything is as if the tokens themselves were there.
 */
export function storingHashes(adapter: DBAdapter): DBAdapter {
  const same = { create: adapter.create, findOne: adapter.findOne, update: adapter.update };
  return {
    ...adapter,
    async create(made) {
      const { token } = made.data as { token?: unknown };
      if (made.model !== 'session' || typeof token !== 'string') return same.create(made);
      const stored = await same.create({ ...made, data: { ...made.data, token: hashed(token) } });
      return { ...stored, token } as never;
    },
    async findOne(asked) {
      const found = await same.findOne(byHash(asked));
      return withToken(found, asked) as never;
    },
    async update(asked) {
      const updated = await same.update(byHash(asked));
      return withToken(updated, asked) as never;
    },
    findMany: (asked) => adapter.findMany(byHash(asked)),
    count: (asked) => adapter.count(byHash(asked)),
    updateMany: (asked) => adapter.updateMany(byHash(asked)),
    delete: (asked) => adapter.delete(byHash(asked)),
    deleteMany: (asked) => adapter.deleteMany(byHash(asked)),
    transaction: (work) => adapter.transaction((inside) => work(storingHashes(inside as DBAdapter))),
  };
}

function hashed(token: string): string {
  return hash('sha256', token);
}

function byHash<Asked extends { model: string; where?: unknown }>(asked: Asked): Asked {
  if (asked.model !== 'session') return asked;
  const where = (asked.where as Where | undefined)?.map((one) =>
    one.field === 'token' && typeof one.value === 'string' ? { ...one, value: hashed(one.value) } : one,
  );
  return where ? { ...asked, where } : asked;
}

function withToken(row: unknown, { model, where }: { model: string; where?: unknown }): unknown {
  const token = (where as Where | undefined)?.find(({ field }) => field === 'token')?.value;
  return row && model === 'session' && token !== undefined ? { ...row, token } : row;
}
