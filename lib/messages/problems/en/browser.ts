import { advice } from './advice'
import { connect } from './connect'
import { forms } from './forms'
import { graph } from './graph'
import { nodeSettings } from './node-settings'
import { policy } from './policy'
import { schema } from './schema'
import { zod } from './zod'

/** The texts that browser code names by key: a page loads them with its catalog. */
export const browserTexts = {
  advice,
  connect,
  forms,
  graph,
  nodeSettings,
  policy,
  schema,
  zod,
} as const
