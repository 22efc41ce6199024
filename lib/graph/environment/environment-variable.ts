import type { VariableType } from '../variables/declaration'

/** First part of a reference to an environment variable: `{{env.NAME}}`. */
export const ENVIRONMENT_ROOT = 'env'

export const ENVIRONMENT_NAME = /^[A-Z][A-Z0-9_]{0,63}$/

export const ENVIRONMENT_TYPES = ['text', 'number', 'boolean', 'json'] as const satisfies readonly VariableType[]

export const ENVIRONMENT_LIMITS = { variables: 200, bytes: 8_192 } as const

/** The key of an environment variable among the values of a run's variables, whose names have no period. */
export const environmentKey = (name: string): string => `${ENVIRONMENT_ROOT}.${name}`

export const isEnvironmentKey = (key: string): boolean => key.startsWith(`${ENVIRONMENT_ROOT}.`)
