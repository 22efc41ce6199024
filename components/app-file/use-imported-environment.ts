'use client'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { listEnvironmentVariables, saveEnvironmentVariable } from '@/lib/contracts/environment-variables'
import type { ImportedVariable } from '@/lib/import/imported-variable'

/** `new`: it is created with the value of the file. `exists`: the workspace has one of this name, which is kept. */
export type ImportedVariableState = 'new' | 'exists' | 'value' | 'owner'

/** Environment variables that imported apps read, and the creation of those that the workspace lacks. */
export function useImportedEnvironment(variables: readonly ImportedVariable[]) {
  const isOwner = useHasRole('owner')
  const stored = useContractQuery(listEnvironmentVariables, { enabled: variables.length > 0 })
  const save = useContractMutation(saveEnvironmentVariable, {
    invalidates: [listEnvironmentVariables],
    onError: () => undefined,
  })
  const known = new Set(stored.data?.variables.map(({ name }) => name))
  const rows = [...new Map(variables.toReversed().map((variable) => [variable.name, variable])).values()]
    .toReversed()
    .map((variable) => ({ ...variable, state: stateOf(variable, { isOwner, exists: known.has(variable.name) }) }))

  /** @throws AppError if a value cannot be stored */
  async function createMissing(): Promise<void> {
    for (const { name, type, value, state } of rows)
      if (state === 'new' && value !== null)
        await save.mutateAsync({ body: { name, type, default: value, byEnvironment: {} } })
  }

  return { rows, createMissing, isPending: save.isPending || (variables.length > 0 && stored.isPending) }
}

export type ImportedEnvironmentRows = ReturnType<typeof useImportedEnvironment>['rows']

function stateOf(
  { value }: ImportedVariable,
  { isOwner, exists }: { isOwner: boolean; exists: boolean },
): ImportedVariableState {
  if (exists) return 'exists'
  if (!isOwner) return 'owner'
  return value === null ? 'value' : 'new'
}
