import type { JsonObject } from '@/lib/core/json'
import { objectOf, textOf } from '../fields'
import type { N8nNode } from './n8n-file'
import type { N8nReader } from './n8n-reader'

const OPERATORS: Readonly<Record<string, string>> = {
  equals: 'is',
  equal: 'is',
  notEquals: 'is not',
  notEqual: 'is not',
  contains: 'contains',
  notContains: 'not contains',
  startsWith: 'start with',
  endsWith: 'end with',
  regex: 'matches',
  gt: '>',
  larger: '>',
  lt: '<',
  smaller: '<',
  gte: '≥',
  largerEqual: '≥',
  lte: '≤',
  smallerEqual: '≤',
  empty: 'empty',
  isEmpty: 'empty',
  notEmpty: 'not empty',
  isNotEmpty: 'not empty',
  exists: 'not empty',
  notExists: 'empty',
  true: 'true',
  false: 'false',
}

const operatorOf = (name: string) => OPERATORS[name || 'equal'] ?? name

/** Conditions of an If, Switch or Filter, of every version, as a case. */
export function caseOf(id: string, conditions: unknown, at: { node: N8nNode; reader: N8nReader }): JsonObject {
  const { conditions: list, combinator, ...byType } = objectOf(conditions)
  const rows = Array.isArray(list)
    ? list
    : Object.values(byType).flatMap((typed) => (Array.isArray(typed) ? typed : []))
  const isAny = combinator === 'or' || at.node.parameters.combineOperation === 'any'
  return {
    case_id: id,
    logical_operator: isAny ? 'or' : 'and',
    conditions: rows.map(objectOf).map((row) => ({
      left: at.reader.text(row.leftValue ?? row.value1, at.node),
      comparison_operator: operatorOf(textOf(objectOf(row.operator).operation) || textOf(row.operation)),
      value: at.reader.text(row.rightValue ?? row.value2, at.node),
    })),
  }
}

/** Rules of a Switch: conditions in version 3, values in earlier versions. */
export function casesOf(node: N8nNode, reader: N8nReader): JsonObject[] {
  const modern = reader.list(node, 'rules', 'values')
  if (modern.length > 0) return modern.map(({ conditions }, index) => caseOf(`${index}`, conditions, { node, reader }))
  const left = reader.text(node.parameters.value1, node)
  return reader.list(node, 'rules', 'rules').map(({ operation, value2, output }, index) => ({
    case_id: textOf(output) || `${index}`,
    conditions: [{ left, comparison_operator: operatorOf(textOf(operation)), value: reader.text(value2, node) }],
  }))
}
