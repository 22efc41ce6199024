import type { Json, JsonObject } from '@/lib/core/json'
import type { RunEvent } from '@/lib/engine/events'
import type { VariableValue, VariableValues } from '@/lib/engine/variables/types'

/** Changes values of steps, but not the run's own inputs and outputs, which lists and answers show. */
export function mapValues(event: RunEvent, change: (value: Json) => Json): RunEvent {
  switch (event.type) {
    case 'node-start': {
      const inputs = mapNamed(event.inputs, change)
      return inputs === event.inputs ? event : { ...event, inputs }
    }
    case 'node-end': {
      const outputs = mapNamed(event.outputs, change)
      return outputs === event.outputs ? event : { ...event, outputs }
    }
    case 'node-step': {
      const [input, output] = [change(event.step.input), change(event.step.output)]
      const isSame = input === event.step.input && output === event.step.output
      return isSame ? event : { ...event, step: { ...event.step, input, output } }
    }
    case 'run-start': {
      const variables = event.variables && mapEach(event.variables, change)
      return variables === event.variables ? event : { ...event, ...(variables ? { variables } : {}) }
    }
    case 'variable-set': {
      const changes = event.changes.map((applied) => ({
        ...applied,
        value: change(applied.value),
        result: change(applied.result),
      }))
      const isSame = changes.every(({ value, result }, index) => {
        const unmapped = event.changes[index]
        return value === unmapped?.value && result === unmapped?.result
      })
      return isSame ? event : { ...event, changes }
    }
    default:
      return event
  }
}

function mapEach(values: VariableValues, change: (value: Json) => Json): VariableValues {
  const changed = Object.entries(values).map(([name, stored]): [string, VariableValue] => {
    const value = change(stored.value)
    return [name, value === stored.value ? stored : { ...stored, value }]
  })
  return changed.every(([name, stored]) => stored === values[name]) ? values : Object.fromEntries(changed)
}

/** Nearly always returns the same object without allocations. */
function mapNamed(values: JsonObject, change: (value: Json) => Json): JsonObject {
  let changed: [string, Json][] | null = null
  for (const name in values) {
    const value = values[name] ?? null
    const other = change(value)
    if (other !== value) changed = [...(changed ?? []), [name, other]]
  }
  return changed === null ? values : Object.fromEntries([...Object.entries(values), ...changed])
}
