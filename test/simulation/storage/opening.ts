import { Connection } from './connection.ts';
import { connectionStep, type Ground, type StoragePoint, type TabProcess } from './ground.ts';
import { problem } from './problem.ts';
import { OpenRequest } from './request.ts';
import { type Linked, StoredDatabase } from './stored-database.ts';

/** Where an opening works: the databases of a disk, and the connections that a process holds. */
export type Place = {
  readonly ground: Ground;
  readonly databases: Map<string, StoredDatabase>;
  connected(connection: Connection): void;
  /** A connection keeps nobody from changing the version any more. */
  ended(connection: Connection): void;
  /** The next in line for this name may begin. */
  done(opening: Opening): void;
  remove(database: StoredDatabase): void;
};

type Wish = { readonly name: string; readonly version: number | undefined; readonly kind: 'open' | 'delete' };

/**
 * One request for a connection, or for a deletion. Requests for one name are served one after the other.
 *
 *   'open' ──same version──▶ success
 *      └──another──▶ 'versionchange' to every connection ──▶ all closed? ──▶ 'upgrade' ──▶ … ──▶ 'opened': success
 *                                                              └──no──▶ 'blocked', and wait
 */
export class Opening {
  readonly request = new OpenRequest();
  readonly process: TabProcess;
  readonly name: string;
  readonly #place: Place;
  readonly #wish: Wish;
  /** Connections that were asked to close; `true` once they have heard it. */
  #asked: Map<Linked, boolean> | undefined;
  #isBlocked = false;
  #isUpgrading = false;
  /** Of several steps that wait, only those of the newest attempt happen. */
  #attempt = 0;

  constructor(place: Place, process: TabProcess, wish: Wish) {
    this.process = process;
    this.name = wish.name;
    this.#place = place;
    this.#wish = wish;
  }

  begin(): void {
    if (this.#attempt === 0) this.#later(this.#wish.kind, () => this.#decide());
  }

  /** Somebody closed a connection, or has heard that it should. */
  lookAgain(): void {
    const database = this.#place.databases.get(this.name);
    if (!this.#asked) return;
    const open = [...(database?.connections ?? [])];
    if (open.length === 0) {
      this.#asked = undefined;
      if (this.#wish.kind === 'delete') this.#later('delete', () => this.#delete());
      else this.#later('upgrade', () => this.#upgrade());
    } else if (!this.#isBlocked && open.every((connection) => this.#asked?.get(connection) ?? true)) {
      this.#isBlocked = true;
      const versions = { oldVersion: database?.version ?? 0, newVersion: this.#wish.version ?? null };
      this.#later('blocked', () => this.#asked && this.request.block(versions));
    }
  }

  /** The storage went away meanwhile. An upgrade hears of it by its transaction. */
  cutOff(): void {
    if (this.#isUpgrading) return;
    this.#attempt += 1;
    this.#asked = undefined;
    this.#later('opened', () => this.#fail(problem('AbortError', 'The connection was closed.')));
  }

  #decide(): void {
    const database = this.#place.databases.get(this.name);
    const stored = database?.version ?? 0;
    if (this.#wish.kind === 'open') {
      const version = this.#wish.version ?? Math.max(stored, 1);
      if (version < stored)
        return this.#fail(
          problem('VersionError', `The requested version (${version}) is less than ${stored}.`),
        );
      if (database && version === stored) return this.#succeed(this.#connect(database));
    }
    this.#asked = new Map();
    for (const connection of database?.connections ?? []) {
      if (!connection.isClosing) this.#ask(connection, this.#asked);
    }
    this.lookAgain();
  }

  #ask(connection: Linked, asked: Map<Linked, boolean>): void {
    asked.set(connection, false);
    connection.askToClose(this.#wish.kind === 'open' ? (this.#wish.version ?? 1) : null, () => {
      asked.set(connection, true);
      this.lookAgain();
    });
  }

  #upgrade(): void {
    this.#isUpgrading = true;
    const { databases } = this.#place;
    const database = databases.get(this.name) ?? new StoredDatabase(this.name);
    const [oldVersion, newVersion] = [database.version, this.#wish.version ?? 1];
    databases.set(this.name, database);
    database.beginUpgrade(newVersion);
    const connection = this.#connect(database);
    const upgrade = connection.beginUpgrade();
    upgrade.log.changed(() => {
      database.version = oldVersion;
      if (oldVersion === 0) databases.delete(this.name);
    });
    upgrade.addEventListener('complete', () => this.#later('opened', () => this.#afterUpgrade(connection)));
    upgrade.addEventListener('abort', () => {
      connection.close();
      this.#later('opened', () => this.#fail(problem('AbortError', 'The version change was aborted.')));
    });
    this.request.upgrade(connection, upgrade, { oldVersion, newVersion });
  }

  #afterUpgrade(connection: Connection): void {
    this.request.transaction = null;
    if (connection.isClosing) this.#fail(problem('AbortError', 'The connection was closed.'));
    else this.#succeed(connection);
  }

  #delete(): void {
    const database = this.#place.databases.get(this.name);
    if (database) this.#place.remove(database);
    this.request.deleted(database?.version ?? 0);
    this.#place.done(this);
  }

  #fail(error: DOMException): void {
    this.request.transaction = null;
    this.request.fail(error);
    this.#place.done(this);
  }

  #connect(database: StoredDatabase): Connection {
    const ended = () => this.#place.ended(connection);
    const connection = new Connection(this.#place.ground, this.process, database, ended);
    this.#place.connected(connection);
    return connection;
  }

  #succeed(connection: Connection): void {
    this.request.succeed(connection);
    this.#place.done(this);
  }

  #later(point: StoragePoint, run: () => void): void {
    const step = connectionStep(this.process, point, this.name);
    const attempt = this.#attempt;
    this.#place.ground.later(this.process, step, () => attempt === this.#attempt && run());
  }
}
