'use client'
import { useEffect, useReducer } from 'react'
import type { z } from 'zod'
import type { Contract } from '@/lib/contracts/contract'
import { bodySchema, loadBodySchema } from '../http/body-schema'

/** The schema of a contract's body; undefined until it is loaded. */
export function useBodySchema(contract: Contract): z.ZodType | undefined {
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  const schema = bodySchema(contract)
  const isMissing = schema === undefined
  useEffect(() => {
    // A failure to load the schema is harmless, because the server checks the body again.
    if (isMissing) loadBodySchema(contract).then(redraw, () => undefined)
  }, [contract, isMissing])
  return schema
}
