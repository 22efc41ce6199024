import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { defineContract } from './contract'
import { ProblemRef } from './problem'
import { Done, Timestamp } from './shared'

export const ATTACK_CATEGORIES = [
  'override',
  'authority',
  'fake-system',
  'tool-abuse',
  'exfiltration',
  'secrets',
  'persona',
  'fake-dialog',
  'hidden',
  'pressure',
] as const
export type AttackCategory = (typeof ATTACK_CATEGORIES)[number]

/** `plain`: the probe as it is; the others change its form. */
export const ATTACK_FORMS = [
  'plain',
  'base64',
  'rot13',
  'leetspeak',
  'homoglyphs',
  'unicode-tags',
  'markup',
  'code-block',
  'role-play',
  'translation',
  'many-shot',
  'split-payload',
  'escalation',
] as const
export type AttackForm = (typeof ATTACK_FORMS)[number]

/** How the engine recognizes a success. */
export const ATTACK_SIGNS = ['obeyed', 'write', 'secret', 'link'] as const
export type AttackSign = (typeof ATTACK_SIGNS)[number]

export const ATTACK_STATUSES = ['queued', 'running', 'done', 'stopped', 'failed'] as const

/** Attacks on each edge. 130 cover every category in every form once. */
export const ATTACK_SIZES = { quick: 26, standard: 130, thorough: 390 } as const
/** Harmless questions in each campaign, to measure over-refusal. */
export const BENIGN_COUNT = 30
const Size = z.enum(['quick', 'standard', 'thorough'])
export type AttackSize = z.infer<typeof Size>

/** Where text of strangers enters the app. */
export const AttackPoint = z.strictObject({
  /** The step whose result is replaced. Null if the attack replaces the user's message. */
  nodeId: z.string().nullable(),
  label: z.string(),
  /** The step that changes something outside, if the text reaches one. */
  sinkId: z.string().nullable(),
  sinkLabel: z.string().nullable(),
  /** Ids of the steps from the source to the sink. */
  trail: z.array(z.string()),
})
export type AttackPoint = z.infer<typeof AttackPoint>

export const AttackCampaignView = z.strictObject({
  id: Id,
  appId: Id,
  versionNumber: z.number().int().nullable(),
  size: Size,
  status: z.enum(ATTACK_STATUSES),
  points: z.array(AttackPoint),
  total: z.number().int(),
  done: z.number().int(),
  succeeded: z.number().int(),
  costMicros: z.number().int(),
  budgetMicros: z.number().int().nullable(),
  error: z.string().nullable(),
  errorRef: ProblemRef,
  createdAt: Timestamp,
  endedAt: Timestamp.nullable(),
})
export type AttackCampaignView = z.infer<typeof AttackCampaignView>

const Rate = z.strictObject({
  succeeded: z.number().int(),
  count: z.number().int(),
  /** Upper end of the 95 % interval of the success rate. */
  atMost: z.number().nullable(),
})
export type AttackRate = z.infer<typeof Rate>

export const AttackExample = z.strictObject({
  runId: Id,
  point: z.number().int(),
  category: z.enum(ATTACK_CATEGORIES),
  form: z.enum(ATTACK_FORMS),
  sign: z.enum(ATTACK_SIGNS),
  payload: z.string(),
  evidence: z.string(),
})
export type AttackExample = z.infer<typeof AttackExample>

export const AttackReport = z.strictObject({
  campaign: AttackCampaignView,
  overall: Rate,
  points: z.array(Rate),
  /** Only combinations that were tried. */
  cells: z.array(z.strictObject({ category: z.enum(ATTACK_CATEGORIES), form: z.enum(ATTACK_FORMS), ...Rate.shape })),
  /** Risks of the OWASP Top 10 for LLM applications. Null for those that runs do not test. */
  risks: z.array(z.strictObject({ risk: z.string(), rate: Rate.nullable() })),
  /** Harmless questions that sound dangerous. */
  refusals: z.strictObject({ refused: z.number().int(), count: z.number().int(), questions: z.array(z.string()) }),
  failed: z.number().int(),
  /** Whether no attack reached a language model: an app that only quotes cannot follow instructions. */
  isWithoutModel: z.boolean(),
  successes: z.array(AttackExample),
})
export type AttackReport = z.infer<typeof AttackReport>

const AppParams = z.strictObject({ appId: Id })
const CampaignParams = z.strictObject({ campaignId: Id })
const PATH = '/api/studio/attacks/:campaignId'

/** The edges by which text of strangers reaches the draft. */
export const listAttackPoints = defineContract({
  name: 'attacks.points',
  method: 'GET',
  path: '/api/studio/apps/:appId/attack-points',
  access: 'viewer',
  params: AppParams,
  response: z.strictObject({ points: z.array(AttackPoint) }),
})

export const listAttacks = defineContract({
  name: 'attacks.list',
  method: 'GET',
  path: '/api/studio/apps/:appId/attacks',
  access: 'viewer',
  params: AppParams,
  response: z.strictObject({ campaigns: z.array(AttackCampaignView) }),
})

/** Attacks the draft or a version. Write steps are skipped, so that nothing outside changes. */
export const startAttacks = defineContract({
  name: 'attacks.start',
  method: 'POST',
  path: '/api/studio/apps/:appId/attacks',
  access: 'editor',
  params: AppParams,
  body: z.strictObject({
    versionId: Id.optional(),
    size: Size.default('standard'),
    budgetMicros: z.number().int().min(0).nullable().default(null),
  }),
  response: AttackCampaignView,
})

export const getAttackReport = defineContract({
  name: 'attacks.report',
  method: 'GET',
  path: PATH,
  access: 'viewer',
  params: CampaignParams,
  response: AttackReport,
})

export const stopAttacks = defineContract({
  name: 'attacks.stop',
  method: 'POST',
  path: `${PATH}/stop`,
  access: 'editor',
  params: CampaignParams,
  response: Done,
})

export const deleteAttacks = defineContract({
  name: 'attacks.delete',
  method: 'DELETE',
  path: PATH,
  access: 'editor',
  params: CampaignParams,
  response: Done,
})
