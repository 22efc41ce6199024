'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { BodyInputOf, Contract, ResponseOf } from '@/lib/contracts/contract'
import type { AppError } from '@/lib/core/app-error'
import { type FieldErrors, fieldErrors, fieldErrorsOf } from '../http/field-errors'
import { call } from '../http/request'
import { allOf } from './query-keys'
import { useBodySchema } from './use-body-schema'

export interface ContractFormSettings<C extends Contract> {
  initial: BodyInputOf<C>
  /** The parameters of the contract's path. */
  params?: object
  invalidates?: readonly Pick<Contract, 'name'>[]
  /** Omits empty texts, which are invalid values for optional fields. */
  dropEmpty?: boolean
  onSuccess?: (data: ResponseOf<C>) => void
}

export interface ContractForm<C extends Contract> {
  values: BodyInputOf<C>
  set: (change: Partial<BodyInputOf<C>>) => void
  /** Replaces all values, for example to remove an optional field. */
  replace: (values: BodyInputOf<C>) => void
  /** Shown after the first submit, then updated while typing. */
  errors: FieldErrors
  /** Errors that belong to no field: a wrong password, an unreachable server. */
  error: AppError | null
  busy: boolean
  onSubmit: (event: FormEvent) => void
  reset: () => void
}

/** A form for a contract's body. Its schema validates in the browser before anything is sent. */
export function useContractForm<C extends Contract>(contract: C, settings: ContractFormSettings<C>): ContractForm<C> {
  const client = useQueryClient()
  const [values, setValues] = useState<BodyInputOf<C>>(settings.initial)
  const [attempted, setAttempted] = useState(false)
  const body = settings.dropEmpty ? withoutEmpty(values) : values
  const mutation = useMutation<ResponseOf<C>, AppError, void>({
    mutationFn: () => call(contract, { body, ...(settings.params ? { params: settings.params } : {}) }),
    onSuccess: async (data) => {
      settings.onSuccess?.(data)
      await Promise.all(
        (settings.invalidates ?? []).map((other) => client.invalidateQueries({ queryKey: allOf(other) })),
      )
    },
  })
  const schema = useBodySchema(contract)
  const local = schema ? fieldErrors(schema, body) : {}
  const remote = fieldErrorsOf(mutation.error)
  const hasRemoteFields = Object.keys(remote).length > 0

  function update(change: (current: BodyInputOf<C>) => BodyInputOf<C>) {
    setValues(change)
    if (mutation.error) mutation.reset()
  }
  function onSubmit(event: FormEvent) {
    event.preventDefault()
    // A form in a dialog must not submit the form around the dialog.
    event.stopPropagation()
    setAttempted(true)
    // Until the schema is loaded, only the server checks the body.
    if (Object.keys(local).length === 0) mutation.mutate()
    else focusFirstInvalid(event.currentTarget)
  }
  return {
    values,
    set: (change) => update((current) => Object.assign({}, current, change)),
    replace: (next) => update(() => next),
    errors: attempted ? { ...remote, ...local } : {},
    error: hasRemoteFields ? null : mutation.error,
    busy: mutation.isPending,
    onSubmit,
    reset: () => {
      setValues(settings.initial)
      setAttempted(false)
      mutation.reset()
    },
  }
}

/** Focuses the first invalid field after errors were rendered. */
function focusFirstInvalid(form: EventTarget): void {
  requestAnimationFrame(() => {
    if (form instanceof HTMLElement) form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  })
}

function withoutEmpty(values: unknown): unknown {
  if (typeof values !== 'object' || values === null) return values
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
}
