import type { Contract } from '@/lib/contracts/contract'

/** Cache key of one call; its prefix `[contract.name]` matches every call of the operation. */
export function queryKey(
  contract: Pick<Contract, 'name'>,
  options: { params?: unknown; query?: unknown; body?: unknown } = {},
): readonly unknown[] {
  const { params = {}, query = {}, body } = options
  return [contract.name, params, query, ...(body === undefined ? [] : [body])]
}

export function allOf(contract: Pick<Contract, 'name'>): readonly [string] {
  return [contract.name]
}
