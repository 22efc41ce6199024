import { z } from 'zod'
import { JsonSchema, parseValue } from '@/lib/core/json'
import type { Plan } from '@/lib/graph/plan'
import { recordStep } from '../run/record-step'
import type { FrameRequest, RunSession } from '../run/run-session'
import { AppVariables } from './app-variables'
import type { VariableValues } from './types'

const Values = z.record(z.string(), z.object({ value: JsonSchema, revision: z.number() }))

/** The variables of a sub-app. Its stored values are read once and recorded, so that a resumed run has the same. */
export async function openVariables(
  session: RunSession,
  { task, stop, key, plan }: FrameRequest,
  appId: string,
): Promise<AppVariables> {
  const path = [...task.path, key]
  const initial = needsStored(session, plan)
    ? parseValue(
        Values,
        await recordStep(
          session,
          task,
          stop,
          { key: `variables-${key}`, kind: 'other', name: 'Variables', input: null },
          () => loadValues(session, appId, plan),
        ),
      )
    : {}
  const variables = new AppVariables(path, plan.variables, initial)
  variables.replay(session.variables.changesIn(path))
  return variables
}

/** Whether values from before the run may exist. */
function needsStored({ execution }: RunSession, { variables, environment }: Plan): boolean {
  return (
    environment.length > 0 || variables.some(({ scope }) => scope !== 'run' && execution.ports.variables.keeps(scope))
  )
}

async function loadValues({ execution }: RunSession, appId: string, { variables, environment }: Plan) {
  const values: VariableValues = await execution.ports.variables.load({ appId, variables, environment })
  return Object.fromEntries(Object.entries(values).map(([name, { value, revision }]) => [name, { value, revision }]))
}
