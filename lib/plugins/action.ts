import type { z } from 'zod'
import type { Json } from '@/lib/core/json'
import type { ActionContext } from './action-context'
import type { ActionRequest, FailureRules, Idempotency, Pagination, Pick } from './action-request'

export interface ActionSample {
  input: Readonly<Record<string, Json>>
  output: Readonly<Record<string, Json>>
}

interface ActionBase<Input extends z.ZodObject, Output extends z.ZodObject> extends FailureRules {
  /** Unique within the plugin, and the name of the action's file. */
  id: string
  /** Must be raised, and `migrate` extended, when stored values no longer fit. */
  version: number
  label: string
  description: string
  synonyms?: readonly string[]
  /** Ids of the plugin's connection kinds. */
  connections: readonly string[]
  scopes?: readonly string[]
  /** The form of the action; without the fields that only an author fills in, also the schema of its tool. */
  input: Input
  output: Output
  request?: ActionRequest
  pick?: Readonly<Record<string, Pick>>
  /** The only output that a model receives; by default all of them. */
  modelOutput?: string
  paginate?: Pagination
  /** Code for what `request` cannot express. */
  run?(ctx: ActionContext, input: z.output<Input>): Promise<z.input<Output>>
  /** Converts stored values of an older version. */
  migrate?(from: number, values: Readonly<Record<string, Json>>): Record<string, Json>
}

export type ActionDefinition<
  Input extends z.ZodObject = z.ZodObject,
  Output extends z.ZodObject = z.ZodObject,
> = ActionBase<Input, Output> & ({ effect: 'read' } | { effect: 'write'; idempotency: Idempotency })

export function defineAction<Input extends z.ZodObject, Output extends z.ZodObject>(
  definition: ActionDefinition<Input, Output>,
): ActionDefinition<Input, Output> {
  return definition
}
