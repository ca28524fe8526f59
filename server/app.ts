import { Hono } from 'hono';
import { RULES } from '../shared/booking/rules.ts';
import type { WorkspaceId } from '../shared/log/ids.ts';
import { PROTOCOL } from '../shared/sync/protocol.ts';
import { createCallers } from './access/caller.ts';
import type { DeviceRegister } from './access/device-register.ts';
import { deviceRoutes } from './access/device-routes.ts';
import type { EnrolmentCodes } from './access/enrolment-codes.ts';
import { enrolmentRoutes } from './access/enrolment-routes.ts';
import { memberRoutes } from './access/member-routes.ts';
import type { Members } from './access/members.ts';
import { workspaceRoutes } from './access/workspace-routes.ts';
import type { Accounts } from './accounts/accounts.ts';
import { securityHeaders } from './assets/security-headers.ts';
import { commitRoutes } from './commits/commit-routes.ts';
import { createGroupCommit, type GroupCommit } from './commits/group-commit.ts';
import { fillWithSamples } from './demo/fill.ts';
import { type OwnHosts, ownHost } from './http/own-host.ts';
import { ownOrigin } from './http/own-origin.ts';
import { problemResponse, RequestProblem, requestProblem } from './http/request-problem.ts';
import { route } from './http/routes.ts';
import { endFeedsWithSessions } from './live/ended-sessions.ts';
import { createLiveHub } from './live/live-hub.ts';
import { liveRoutes } from './live/live-routes.ts';
import type { OtherNodes } from './live/other-nodes.ts';
import { type EventLog, LogUnavailable } from './log/event-log.ts';
import type { Metrics } from './metrics/metrics.ts';
import { countRequests, metricsRoutes, type PeerOf } from './metrics/metrics-routes.ts';
import { openApiRoutes } from './openapi/openapi-routes.ts';
import { pullRoutes } from './pull/pull-routes.ts';
import { quarantineRoutes } from './quarantine/quarantine-routes.ts';
import type { Chance, Clock } from './running/clock.ts';
import { describeError, type Logger } from './running/logger.ts';
import type { Timer } from './running/timer.ts';
import { createPacker, type Gzip } from './segments/pack.ts';
import { segmentRoutes } from './segments/segment-routes.ts';
import { type FirstStart, setUpRoutes } from './set-up/set-up-routes.ts';

/** All that the server takes from outside; a test or a simulation gives its own. */
export type Adapters = {
  readonly eventLog: EventLog;
  readonly devices: DeviceRegister;
  readonly members: Members;
  /** Where there are accounts. */
  readonly enrolmentCodes?: EnrolmentCodes;
  readonly accounts: Accounts;
  /** Where nobody administers the workspace yet. */
  readonly firstStart?: FirstStart;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly chance: Chance;
  readonly log: Logger;
  readonly hosts: OwnHosts;
  /** Browsers know it by an address of https, where nobody else comes. */
  readonly isByTls?: boolean;
  /** Instead of a thread's own, which answers whenever it likes. */
  readonly gzip?: Gzip;
  /** Without it nothing is counted. */
  readonly metrics?: { readonly kept: Metrics; readonly peerOf: PeerOf };
  /** Where several servers work on one database. */
  readonly otherNodes?: OtherNodes;
  /** Serves the built client; without it the server answers `/api` alone. */
  readonly clientFiles?: Hono;
};

export type Daybook = {
  readonly app: Hono;
  readonly commits: GroupCommit;
  /** Ends live feeds, answers what waits. The adapters stay open. */
  stop(): Promise<void>;
};

export function createApp(adapters: Adapters): Daybook {
  const { eventLog, clock, timer, log, hosts, otherNodes, metrics, clientFiles, isByTls = false } = adapters;
  const live = createLiveHub();
  const watching = otherNodes?.watch(live, timer);
  const stopAskingSessions = endFeedsWithSessions({ ...adapters, live });
  const packer = createPacker(eventLog, log, adapters.gzip);
  const callers = createCallers(adapters);
  const commits = createGroupCommit({
    eventLog,
    clock,
    timer,
    log,
    onRecorded(workspace, hint) {
      live.publish(workspace, hint);
      otherNodes?.tell(workspace);
      void packer.catchUp(workspace, hint.head);
    },
    ...(metrics && { onDecided: metrics.kept.decided }),
  });
  metrics?.kept.watch({ liveFeeds: live.count, waitingPushes: commits.waiting });

  const app = new Hono();
  if (metrics) app.use(countRequests(metrics.kept));
  app.use(securityHeaders(isByTls), ownHost(hosts));
  app.use('/api/*', noStore, ownOrigin(isByTls));
  route(app, '/api/health', { GET: (c) => c.json({ status: 'ok', protocol: PROTOCOL, rules: RULES }) });
  route(app, '/api/ready', { GET: async (c) => c.json(await readiness(eventLog)) });
  if (metrics) metricsRoutes(app, metrics.kept, metrics.peerOf);
  const { people, signIn } = adapters.accounts;
  if (signIn) app.route('/api/auth', signIn);
  if (people) memberRoutes(app, { ...adapters, people, callers, live });
  const codes = adapters.enrolmentCodes;
  if (people && codes) enrolmentRoutes(app, { ...adapters, people, codes, callers });
  if (people && adapters.firstStart) {
    const fill = (workspace: WorkspaceId) => fillWithSamples(workspace, { ...adapters, commits });
    setUpRoutes(app, { ...adapters, ...adapters.firstStart, people, fill });
  }
  workspaceRoutes(app, { ...adapters, callers });
  deviceRoutes(app, { ...adapters, callers, live });
  commitRoutes(app, { callers, commits });
  pullRoutes(app, { eventLog, callers });
  liveRoutes(app, { eventLog, callers, live, timer });
  segmentRoutes(app, { eventLog, callers, packer });
  quarantineRoutes(app, { eventLog, callers, commits, clock });
  openApiRoutes(app);
  app.all('/api/*', () => {
    throw requestProblem('not-found', 404);
  });
  if (clientFiles) app.route('/', clientFiles);
  app.notFound(() => problemResponse(requestProblem('not-found', 404)));
  app.onError((error) => problemResponse(toProblem(error, log)));

  return {
    app,
    commits,
    async stop() {
      stopAskingSessions();
      live.end();
      await watching?.stop();
      await commits.idle();
      await packer.idle();
    },
  };
}

/** Alive is not enough: the log has to answer. Where it does not, that is a 503 as with any other request. */
async function readiness(eventLog: EventLog): Promise<{ status: 'ready' }> {
  await eventLog.workspaces();
  return { status: 'ready' };
}

/** Answers hold people's data: nothing between here and the device may keep them. */
const noStore: Parameters<Hono['use']>[1] = async (c, next) => {
  await next();
  if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store');
};

/** Nothing of an error's inside leaves the server. */
function toProblem(error: Error, log: Logger): RequestProblem {
  if (error instanceof RequestProblem) return error;
  if (error instanceof LogUnavailable) {
    log({ level: 'error', event: 'unavailable', ...describeError(error) });
    return requestProblem('unavailable', 503, { headers: { 'retry-after': '5' } });
  }
  log({ level: 'error', event: 'request-failed', ...describeError(error) });
  return requestProblem('internal', 500);
}
