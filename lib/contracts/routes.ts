import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { defineContract } from './contract'
import { ProblemRef } from './problem'
import { Done, Timestamp } from './shared'

/** A model of a connection, as nodes select it. */
export const ModelChoice = z.strictObject({
  /** A connection's id, `builtin`, or `trained`. */
  connection: z.string().min(1).max(64),
  model: z.string().min(1).max(200),
})
export type ModelChoice = z.infer<typeof ModelChoice>

/** Conditions for using a target; all of them must be met. */
export const RouteCondition = z.strictObject({
  /** Language of the last question, as ISO 639-1 codes. */
  languages: z
    .array(z.string().regex(/^[a-z]{2}$/))
    .max(20)
    .optional(),
  /** Estimated tokens of the whole request. */
  minTokens: z.number().int().min(0).max(10_000_000).optional(),
  maxTokens: z.number().int().min(1).max(10_000_000).optional(),
  hasImages: z.boolean().optional(),
  hasTools: z.boolean().optional(),
})
export type RouteCondition = z.infer<typeof RouteCondition>

export const RouteTarget = z.strictObject({
  model: ModelChoice,
  /** Share of the calls, for `weighted`. */
  weight: z.number().int().min(0).max(1_000).default(1),
  when: RouteCondition.optional(),
})
export type RouteTarget = z.infer<typeof RouteTarget>

/** The ability that all models of a route share. */
export const ROUTE_ABILITIES = ['chat', 'embed', 'rerank', 'transcribe', 'speak', 'image'] as const
export type RouteAbility = (typeof ROUTE_ABILITIES)[number]

export const RoutePolicy = z.strictObject({
  /** `chat` if absent. */
  ability: z.enum(ROUTE_ABILITIES).optional(),
  /**
   * `ordered`: the first that works. `weighted`: by shares. `cheapest`: the lowest price within the bounds. `fastest`:
   * the lowest measured time to first token.
   */
  strategy: z.enum(['ordered', 'weighted', 'cheapest', 'fastest']),
  targets: z.array(RouteTarget).min(1).max(20),
  /** For `cheapest`: required measurements. A model without measurements is used only when no other meets them. */
  bounds: z
    .strictObject({
      maxFirstTokenMs: z.number().int().min(1).max(600_000).optional(),
      /** 0..1, on the workspace's own data sets. */
      minQuality: z.number().min(0).max(1).optional(),
    })
    .default({}),
  /** The same conversation (or end user) stays with the same target. */
  sticky: z.boolean().default(false),
  /** Retries of one target before the next is used. */
  retries: z.number().int().min(0).max(5).default(1),
  /** Sends a hedged request to the next target when the first has sent nothing for this long. */
  hedgeAfterMs: z.number().int().min(50).max(120_000).nullable().default(null),
  /** A target that has sent nothing for this long has failed. If absent, the defaults of `routeTimeouts` apply. */
  timeouts: z
    .strictObject({
      /** For a streamed response. */
      firstTokenMs: z.number().int().min(50).max(600_000).optional(),
      /** For a non-streaming response. */
      answerMs: z.number().int().min(50).max(600_000).optional(),
    })
    .optional(),
  /** Circuit breaker: a target with this many consecutive failures is skipped for a while. */
  breaker: z
    .strictObject({
      failures: z.number().int().min(1).max(100).default(5),
      pauseSeconds: z.number().int().min(1).max(3_600).default(30),
    })
    .default({ failures: 5, pauseSeconds: 30 }),
})
export type RoutePolicy = z.infer<typeof RoutePolicy>

/** The name of a route in model choices and graphs, stable so that graphs can move between workspaces. */
export const RouteName = z
  .string()
  .trim()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/, schemaError('forms.routeName'))

export const RouteView = z.strictObject({
  id: Id,
  name: z.string(),
  description: z.string(),
  policy: RoutePolicy,
  updatedAt: Timestamp,
  /** Activity of the last seven days, from the ledger. */
  activity: z.strictObject({
    requests: z.number().int(),
    /** Retries, fallbacks and hedged requests. */
    furtherTries: z.number().int(),
    failures: z.number().int(),
    /** Activity by target, as `connection/model`. */
    targets: z.array(
      z.strictObject({
        target: z.string(),
        calls: z.number().int(),
        failures: z.number().int(),
        firstTokenMs: z.number().nullable(),
        costMicros: z.number().int(),
      }),
    ),
  }),
})
export type RouteView = z.infer<typeof RouteView>

const RouteBody = z.strictObject({
  name: RouteName,
  description: z.string().trim().max(500).default(''),
  policy: RoutePolicy,
})
const RouteParams = z.strictObject({ routeId: Id })

export const listRoutes = defineContract({
  name: 'routes.list',
  method: 'GET',
  path: '/api/studio/routes',
  access: 'viewer',
  response: z.strictObject({ routes: z.array(RouteView) }),
})

export const createRoute = defineContract({
  name: 'routes.create',
  method: 'POST',
  path: '/api/studio/routes',
  access: 'editor',
  body: RouteBody,
  response: RouteView,
})

export const updateRoute = defineContract({
  name: 'routes.update',
  method: 'PUT',
  path: '/api/studio/routes/:routeId',
  access: 'editor',
  params: RouteParams,
  body: RouteBody,
  response: RouteView,
})

export const deleteRoute = defineContract({
  name: 'routes.delete',
  method: 'DELETE',
  path: '/api/studio/routes/:routeId',
  access: 'editor',
  params: RouteParams,
  response: Done,
})

/** Shows in which order a route, stored or not, would use its targets for a request. Calls no model. */
export const tryRoute = defineContract({
  name: 'routes.try',
  method: 'POST',
  path: '/api/studio/routes/try',
  access: 'editor',
  body: z.strictObject({
    policy: RoutePolicy,
    text: z.string().max(100_000),
    hasImages: z.boolean().default(false),
    hasTools: z.boolean().default(false),
  }),
  response: z.strictObject({
    reason: z.string(),
    reasonRef: ProblemRef,
    tokens: z.number().int(),
    language: z.string(),
    targets: z.array(
      z.strictObject({
        target: ModelChoice,
        costMicros: z.number().int().nullable(),
        firstTokenMs: z.number().nullable(),
        quality: z.number().nullable(),
        restsForSeconds: z.number().int(),
      }),
    ),
  }),
})
