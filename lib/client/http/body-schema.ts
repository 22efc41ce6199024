import type { z } from 'zod'
import type { Contract } from '@/lib/contracts/contract'

/** Contracts have no schemas in browsers; scripts/build/split-contracts.cjs adds a function that loads that of the body. */
type BrowserContract = Contract & { loadBody?: () => Promise<z.ZodType> }

const loaded = new WeakMap<Contract, z.ZodType>()

export const hasBody = (contract: BrowserContract): boolean =>
  contract.body !== undefined || contract.loadBody !== undefined

/** The schema of the body if it is loaded. */
export const bodySchema = (contract: Contract): z.ZodType | undefined => contract.body ?? loaded.get(contract)

export async function loadBodySchema(contract: BrowserContract): Promise<z.ZodType | undefined> {
  const schema = bodySchema(contract) ?? (await contract.loadBody?.())
  if (schema) loaded.set(contract, schema)
  return schema
}
