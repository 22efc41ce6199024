import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { defineContract } from './contract'
import { Timestamp } from './shared'

const MAX_DAYS = 366
const DAY_MS = 86_400_000
const Day = z.iso.date('Write a day, such as 2026-11-24')

const range = { from: Day, to: Day }
const isRange = ({ from, to }: { from: string; to: string }) =>
  from <= to && Date.parse(to) - Date.parse(from) < MAX_DAYS * DAY_MS
const RANGE_ERROR = { ...schemaError('forms.rangeTooLong'), path: ['to'] }

/** Days in UTC, both included. */
export const LedgerRange = z.strictObject(range).refine(isRange, RANGE_ERROR)
export type LedgerRange = z.infer<typeof LedgerRange>

/** One destination of data: a model of a service at a host. */
export const LedgerRow = z.strictObject({
  connectionId: z.string(),
  /** Null if the connection was deleted, or there was none. */
  connectionName: z.string().nullable(),
  provider: z.string(),
  /** Empty if the data stayed inside Patchbay. */
  host: z.string(),
  /** Whether the data stayed inside Patchbay, on the same machine, or in the operator's own network. */
  isInside: z.boolean(),
  /** Regions that process the data, according to connection or catalog; empty if unknown. */
  regions: z.array(z.string()),
  model: z.string(),
  dataUse: z.string().nullable(),
  dataKinds: z.array(z.string()),
  calls: z.number().int(),
  characters: z.number().int(),
  firstAt: Timestamp,
  lastAt: Timestamp,
  apps: z.array(
    z.strictObject({
      id: Id.nullable(),
      name: z.string().nullable(),
      calls: z.number().int(),
      characters: z.number().int(),
    }),
  ),
})
export type LedgerRow = z.infer<typeof LedgerRow>

/** Reports which data was sent to which provider. Cached responses were not sent and are not counted. */
export const readLedger = defineContract({
  name: 'ledger.read',
  method: 'GET',
  path: '/api/studio/ledger',
  access: 'viewer',
  query: LedgerRange,
  response: z.strictObject({
    rows: z.array(LedgerRow),
    /** Characters sent, by day and provider. */
    days: z.array(z.strictObject({ day: z.iso.date(), provider: z.string(), characters: z.number().int() })),
    /** Whether there are more destinations than listed. */
    isCut: z.boolean(),
  }),
})

export const LedgerCall = z.strictObject({
  id: Id,
  at: Timestamp,
  runId: Id.nullable(),
  nodeId: z.string().nullable(),
  appName: z.string().nullable(),
  origin: z.string(),
  ability: z.string(),
  outcome: z.string(),
  errorCode: z.string().nullable(),
  characters: z.number().int(),
  dataKinds: z.array(z.string()),
  /** For a fine-tuning: the data that was sent. Names are null if the version was deleted. */
  training: z
    .strictObject({
      jobId: Id,
      dataset: z.string().nullable(),
      version: z.number().int().nullable(),
      /** Null if this line is the bill of the training. */
      examples: z.number().int().nullable(),
    })
    .nullable(),
})
export type LedgerCall = z.infer<typeof LedgerCall>

/** Lists the single calls of a row, newest first. */
export const listLedgerCalls = defineContract({
  name: 'ledger.calls',
  method: 'GET',
  path: '/api/studio/ledger/calls',
  access: 'viewer',
  query: z
    .strictObject({
      ...range,
      connectionId: z.string().max(64),
      provider: z.string().max(60),
      host: z.string().max(300).default(''),
      model: z.string().max(300),
      cursor: Id.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    })
    .refine(isRange, RANGE_ERROR),
  response: z.strictObject({ calls: z.array(LedgerCall), nextCursor: Id.nullable() }),
})

/** Exports CSV: `summary` has a line per destination and app, `calls` a line per call. */
export const exportLedger = defineContract({
  name: 'ledger.export',
  method: 'GET',
  path: '/api/studio/ledger/export',
  access: 'viewer',
  query: z
    .strictObject({ ...range, lines: z.enum(['summary', 'calls']).default('summary') })
    .refine(isRange, RANGE_ERROR),
  response: z.unknown(),
  responseKind: 'file',
})
