import type { browserTexts as english } from '../en/browser'
import type { ProblemTexts } from '../types'
import { advice } from './advice'
import { connect } from './connect'
import { forms } from './forms'
import { graph } from './graph'
import { nodeSettings } from './node-settings'
import { policy } from './policy'
import { schema } from './schema'
import { zod } from './zod'

export const browserTexts: Readonly<Record<keyof typeof english, ProblemTexts[string]>> = {
  advice,
  connect,
  forms,
  graph,
  nodeSettings,
  policy,
  schema,
  zod,
}
