import { studioRoutes } from '@/lib/api/studio/studio-routes'
import { chat, ENVIRONMENTS, publication, SECRET, type Shop } from './shop'

/** A call by the editor; `pick` selects among the ids that exist at the time. */
export interface Step {
  route: string
  pick: number
}

export interface Target extends Shop {
  /** A second app of the editor. */
  otherId: string
  environments: string[]
  secretIds: string[]
  orderIds: string[]
  rolloutIds: string[]
  revision: number
}

type Call = (target: Target, pick: number) => { path?: Record<string, string | undefined>; body?: unknown }

export const NONE = crypto.randomUUID()
const pickFrom = <Item>(items: readonly Item[], pick: number): Item | undefined =>
  items[pick % Math.max(items.length, 1)]
const environmentOf = ({ environments }: Target, pick: number) => pickFrom(environments, pick)
const versionOf = ({ versionIds }: Target, pick: number) => pickFrom(versionIds, Math.floor(pick / 7))
const RULES = { minRuns: 5, maxErrorPoints: 0, maxP95Percent: null, maxCostPercent: null, feedbackNotWorse: false }
const planned = { wallTime: '2100-01-01T09:00', timeZone: 'UTC' }

/** Every changing route of an app that an editor may call. */
export const CALLS: Record<string, Call> = {
  'apps.update': () => ({ body: { name: 'Renamed' } }),
  'apps.saveDraft': ({ revision }, pick) => ({ body: { revision, graph: chat(`Draft ${pick}`) } }),
  'apps.duplicate': () => ({ body: {} }),
  'apps.delete': () => ({}),
  'apps.restore': () => ({}),
  'versions.publish': (target, pick) => ({
    body: { revision: target.revision, note: '', environment: environmentOf(target, pick) },
  }),
  'versions.save': ({ revision }) => ({ body: { revision, note: 'kept' } }),
  'versions.fork': (target, pick) => ({ path: { versionId: versionOf(target, pick) }, body: { name: 'Fork' } }),
  'versions.activate': (target, pick) => ({ body: { versionId: pick % 3 === 0 ? null : versionOf(target, pick) } }),
  'publication.save': ({ slug }, pick) => ({ body: publication(pick % 2 === 0 ? `${slug}-moved` : slug) }),
  'environments.create': (_, pick) => ({ body: { name: pickFrom(['europe', 'asia'], pick) } }),
  'environments.update': (target, pick) => ({
    path: { environment: environmentOf(target, pick) },
    body: pickFrom(
      [{ models: [] }, { needsApproval: false }, { runsPerKey: 2 }, { needsApproval: false, models: [] }],
      pick,
    ),
  }),
  'environments.delete': (target, pick) => ({ path: { environment: environmentOf(target, pick) } }),
  'environments.setMaintenance': (target, pick) => ({
    body: {
      environment: pick % 2 === 0 ? null : environmentOf(target, pick),
      maintenance: pick % 3 === 0 ? { message: 'Back soon' } : null,
    },
  }),
  'environmentSecrets.save': (target, pick) => ({
    path: { environment: environmentOf(target, pick) },
    body: { ...SECRET, value: 'of-the-editor' },
  }),
  'environmentSecrets.delete': (target, pick) => ({
    path: { environment: pickFrom(ENVIRONMENTS, pick), environmentSecretId: pickFrom(target.secretIds, pick) ?? NONE },
  }),
  'releases.create': (target, pick) => ({
    body: {
      environment: environmentOf(target, pick),
      versionId: versionOf(target, pick),
      expectedVersionId: pick % 2 === 0 ? target.versionIds[1] : null,
      ...(pick % 3 === 0 ? { plannedFor: planned } : {}),
    },
  }),
  'releases.rollBack': (target, pick) => ({
    body: {
      environment: environmentOf(target, pick),
      versionId: versionOf(target, pick),
      expectedVersionId: target.versionIds[1],
    },
  }),
  'releaseOrders.decide': (target, pick) => ({
    path: { orderId: pickFrom(target.orderIds, pick) ?? NONE },
    body: { decision: pick % 4 === 0 ? 'decline' : 'approve' },
  }),
  'releaseOrders.move': (target, pick) => ({
    path: { orderId: pickFrom(target.orderIds, pick) ?? NONE },
    body: { plannedFor: { ...planned, wallTime: `2100-01-0${1 + (pick % 9)}T09:00` } },
  }),
  'releaseOrders.cancel': (target, pick) => ({ path: { orderId: pickFrom(target.orderIds, pick) ?? NONE } }),
  'rollouts.start': (target, pick) => ({
    body: {
      environment: environmentOf(target, pick),
      versionId: versionOf(target, pick),
      expectedVersionId: target.versionIds[1],
      kind: pickFrom(['canary', 'shadow'], pick),
      percent: 100,
      rules: { ...RULES, onSuccess: 'promote' },
    },
  }),
  'rollouts.update': (target, pick) => ({
    path: { rolloutId: pickFrom(target.rolloutIds, pick) ?? NONE },
    body: { percent: 100, rules: { ...RULES, onSuccess: 'promote' } },
  }),
  'rollouts.stop': (target, pick) => ({ path: { rolloutId: pickFrom(target.rolloutIds, pick) ?? NONE } }),
  'gates.measure': (target, pick) => ({
    path: { environment: environmentOf(target, pick) },
    body: pick % 2 === 0 ? {} : { versionId: versionOf(target, pick) },
  }),
  'protection.save': (_, pick) => ({ body: { guard: pickFrom(['off', 'count', 'block'], pick) } }),
}
/** Routes that start, show or prepare something and do not affect the answers of an address. */
export const UNRELATED = [
  ...['visitors.rotateIdentitySecret', 'visitors.delete', 'visitors.resend', 'batches.create', 'appFiles.upload'],
  ...['appFiles.delete', 'forecasts.make', 'triggers.create', 'triggers.createForEvent'],
  ...['channels.create', 'schedules.create', 'runs.start', 'runs.planPart', 'runs.startPart'],
  ...['callbacks.rotateSecret', 'protection.deleteVisitorFiles', 'memories.delete', 'memories.forget'],
  ...[
    'apps.favorite',
    'failureApp.save',
    'apps.shareTemplate',
    'evaluations.create',
    'evaluations.quick',
    'evaluations.previewFile',
    'evaluations.importFile',
    'onlineRules.create',
    'attacks.start',
    'publication.uploadImage',
  ],
]

const OF_AN_APP = '/api/studio/apps/:appId'
export const contracts = studioRoutes
  .map(({ contract }) => contract)
  .filter(({ path, method, access }) => path.startsWith(OF_AN_APP) && method !== 'GET' && access !== 'owner')
