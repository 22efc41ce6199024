'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { BodyInputOf, Contract, ResponseOf } from '@/lib/contracts/contract'
import type { AppError } from '@/lib/core/app-error'
import { type FieldErrors, fieldErrors, fieldErrorsOf } from '../http/field-errors'
import { call } from '../http/request'
import { allOf } from './query-keys'

export interface ContractFormSettings<C extends Contract> {
  initial: BodyInputOf<C>
  /** Filled into the contract's path. */
  params?: object
  invalidates?: readonly Pick<Contract, 'name'>[]
  /** Leaves empty texts out of what is sent: for optional fields, which the schema would take as a wrong value. */
  dropEmpty?: boolean
  onSuccess?: (data: ResponseOf<C>) => void
}

export interface ContractForm<C extends Contract> {
  values: BodyInputOf<C>
  set: (change: Partial<BodyInputOf<C>>) => void
  /** For taking an optional field out again. */
  replace: (values: BodyInputOf<C>) => void
  /** Shown from the first attempt to submit on, then kept up to date while typing. */
  errors: FieldErrors
  /** What no field can show: a wrong password, a server that does not answer. */
  error: AppError | null
  busy: boolean
  onSubmit: (event: FormEvent) => void
  reset: () => void
}

/** A form over a contract's body: its schema checks in the browser before anything is sent. */
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
  const local = contract.body ? fieldErrors(contract.body, body) : {}
  const remote = fieldErrorsOf(mutation.error)
  const hasRemoteFields = Object.keys(remote).length > 0

  function update(change: (current: BodyInputOf<C>) => BodyInputOf<C>) {
    setValues(change)
    if (mutation.error) mutation.reset()
  }
  function onSubmit(event: FormEvent) {
    event.preventDefault()
    // A form in a dialog must not also submit the form around the dialog.
    event.stopPropagation()
    setAttempted(true)
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

/** Once the fields say what is wrong with them. */
function focusFirstInvalid(form: EventTarget): void {
  requestAnimationFrame(() => {
    if (form instanceof HTMLElement) form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  })
}

function withoutEmpty(values: unknown): unknown {
  if (typeof values !== 'object' || values === null) return values
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
}
