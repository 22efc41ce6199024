import { z } from 'zod'
import { type Json, JsonSchema } from '@/lib/core/json'
import { ENVIRONMENT_NAME, ENVIRONMENT_TYPES } from '@/lib/graph/environment/environment-variable'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { defineContract } from './contract'
import { Done, Timestamp } from './shared'

/** Texts of nodes refer to a variable by its name: `{{env.NAME}}`. */
const Name = z.string().regex(ENVIRONMENT_NAME, schemaError('forms.secretName'))
const Value: z.ZodType<Json> = JsonSchema

const Settings = {
  type: z.enum(ENVIRONMENT_TYPES),
  /** The value for environments without their own. If absent, every environment needs its own. */
  default: Value.optional(),
  /** Values by the name of an environment. */
  byEnvironment: z.record(z.string().min(1).max(40), Value).refine((values) => Object.keys(values).length <= 40),
}

export const EnvironmentVariableView = z.strictObject({ name: z.string(), ...Settings, updatedAt: Timestamp })
export type EnvironmentVariableView = z.infer<typeof EnvironmentVariableView>

export const listEnvironmentVariables = defineContract({
  name: 'environment-variables.list',
  method: 'GET',
  path: '/api/studio/environment-variables',
  access: 'viewer',
  response: z.strictObject({ variables: z.array(EnvironmentVariableView) }),
})

/** Creates an environment variable, or replaces its values. They apply to the next run. 400 INVALID_INPUT for credentials. */
export const saveEnvironmentVariable = defineContract({
  name: 'environment-variables.save',
  method: 'PUT',
  path: '/api/studio/environment-variables',
  access: 'owner',
  body: z.strictObject({ name: Name, ...Settings }),
  response: EnvironmentVariableView,
})

/** Runs of apps that read it fail from now on. */
export const deleteEnvironmentVariable = defineContract({
  name: 'environment-variables.delete',
  method: 'DELETE',
  path: '/api/studio/environment-variables/:name',
  access: 'owner',
  params: z.strictObject({ name: z.string().max(64) }),
  response: Done,
})
