import type { Json, JsonObject } from '@/lib/core/json'
import type { VariableType } from '@/lib/graph/variables/declaration'
import { ImportedEnvironment } from '../environment'
import { listOf, objectOf, referenceTo, textOf } from '../fields'
import type { ImportedVariable } from '../imported-variable'
import { mapSelectors } from '../map-selectors'
import type { SourceNode, SourceVariable } from '../source-flow'
import { Variables } from '../variables'

interface Declared {
  conversation_variables: readonly JsonObject[]
  environment_variables: readonly JsonObject[]
}

/** Variables of the conversation, of the environment, of loops, and the fields of a chat. */
export class DifyVariables {
  private readonly declared = new Variables()
  private readonly environment = new ImportedEnvironment()

  constructor(
    { conversation_variables, environment_variables }: Declared,
    private readonly isChat: boolean,
  ) {
    for (const { name, value_type, value } of conversation_variables)
      this.declared.declare(`conversation.${textOf(name)}`, { type: typeOf(value_type), default: written(value) })
    // Secrets are not part of a file, and belong to a connection.
    for (const { name, value_type, value } of environment_variables)
      if (value_type !== 'secret') {
        const type = typeOf(value_type)
        this.environment.declare(textOf(name), { type: type === 'list' ? 'json' : type, value: value ?? null })
      }
  }

  all(): SourceVariable[] {
    return this.declared.all()
  }

  environmentVariables(): ImportedVariable[] {
    return this.environment.all()
  }

  apply(node: SourceNode): SourceNode {
    const known = new Set(this.declared.keys())
    const data = mapSelectors(node.data, (path) => {
      const [root = '', name = '', ...rest] = path
      const key = `${root}.${name}`
      const variable = root === 'env' ? this.environment.find(name) : null
      if (variable) return [...variable, ...rest]
      return known.has(key) ? [...(this.declared.declare(key) ?? []), ...rest] : path
    })
    switch (node.type) {
      case 'start':
        return { ...node, data: this.isChat ? this.chatFields(data) : data }
      case 'loop':
        return { ...node, data: this.loop(node.id, data) }
      case 'loop-end':
        return { ...node, type: 'loop-break', data: { type: 'loop-end' } }
      case 'assigner':
        return { ...node, data: { type: 'assigner', changes: changesOf(data) } }
      default:
        return { ...node, data }
    }
  }

  private chatFields(data: JsonObject): JsonObject {
    const variables = listOf(data.variables).map(objectOf)
    return {
      ...data,
      variables: variables.map((field) => {
        const type = field.type === 'number' ? 'number' : field.type === 'checkbox' ? 'boolean' : 'text'
        const settings = { type, default: textOf(field.default) } as const
        const [, name = ''] = this.declared.declare(`start.${textOf(field.variable)}`, settings) ?? []
        return { ...field, name }
      }),
    }
  }

  private loop(id: string, data: JsonObject): JsonObject {
    const variables = listOf(data.loop_variables).map(objectOf)
    const named = variables.map(({ label, var_type, value_type, value }) => {
      const settings = { type: typeOf(var_type), scope: 'run' } as const
      const variable = this.declared.declare(`${id}.${textOf(label)}`, settings) ?? ['vars', '']
      return { label: textOf(label), variable, value: value_type === 'variable' ? referenceTo(value) : written(value) }
    })
    return {
      type: 'loop',
      initial: named.map(({ variable, value }) => ({ variable, operation: 'set', value })),
      conditions: listOf(data.break_conditions),
      match: textOf(data.logical_operator),
      rounds: data.loop_count ?? null,
      values: Object.fromEntries(named.map(({ label, variable }) => [label, variable[1] ?? ''])),
    }
  }
}

/** Version 2 has several changes, each with an operation; version 1 has one. */
function changesOf({
  items,
  assigned_variable_selector,
  write_mode,
  input_variable_selector,
}: JsonObject): JsonObject[] {
  if (assigned_variable_selector !== undefined)
    return [
      {
        variable: assigned_variable_selector,
        operation: textOf(write_mode) || 'over-write',
        value: referenceTo(input_variable_selector),
      },
    ]
  return listOf(items)
    .map(objectOf)
    .map(({ variable_selector, operation, input_type, value }) => ({
      variable: variable_selector ?? [],
      operation: textOf(operation),
      value: input_type === 'variable' ? referenceTo(value) : written(value),
    }))
}

function typeOf(type: unknown): VariableType {
  const name = textOf(type)
  if (name.startsWith('array')) return 'list'
  return name === 'number' || name === 'boolean' ? name : name === 'object' ? 'json' : 'text'
}

const written = (value: Json | undefined): string =>
  value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)
