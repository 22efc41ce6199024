import type { SelectGroup } from '@/components/ui/select'
import type { ModelOption } from '@/lib/contracts/models'

/** The models of a list by their connections. */
export function groupModels(models: readonly ModelOption[]): SelectGroup[] {
  const groups = new Map<string, { value: string; label: string }[]>()
  for (const { connection, connectionName, model, label } of models) {
    const group = groups.get(connectionName) ?? []
    group.push({ value: keyOf(connection, model), label })
    groups.set(connectionName, group)
  }
  return [...groups].map(([label, options]) => ({ label, options }))
}

export function keyOf(connection: string, model: string): string {
  return `${connection} ${model}`
}
