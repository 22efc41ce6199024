'use client'
import {
  keepPreviousData,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import type { Contract, ResponseOf } from '@/lib/contracts/contract'
import { AppError } from '@/lib/core/app-error'
import { call, type LooseOptions, type RequestOptions } from '../http/request'
import { signIn } from '../session/signed-out'
import { toast } from '../toast'
import { allOf, queryKey } from './query-keys'

export interface QuerySettings<C extends Contract> {
  enabled?: boolean
  /** Milliseconds between fetches while the page is visible, from the last answer; false stops. */
  refetchInterval?: (data: ResponseOf<C> | undefined) => number | false
  staleTime?: number
  /** Keeps showing the last answer while another query of the same kind loads. */
  keepPrevious?: boolean
}

type QueryOptions<C extends Contract> = Omit<RequestOptions<C>, 'signal'> & QuerySettings<C>
type QueryArguments<C extends Contract> =
  object extends RequestOptions<C> ? [options?: QueryOptions<C>] : [options: QueryOptions<C>]

/** Reads through the cache: `useContractQuery(getApp, { params: { appId } })`. Also where a question takes a body. */
export function useContractQuery<C extends Contract>(
  contract: C,
  ...[options]: QueryArguments<C>
): UseQueryResult<ResponseOf<C>, AppError> {
  const settings: LooseOptions & QuerySettings<C> = options ?? {}
  const { refetchInterval, enabled, staleTime, keepPrevious } = settings
  return useQuery<ResponseOf<C>, AppError>({
    queryKey: queryKey(contract, settings),
    queryFn: ({ signal }) => read(contract, { ...requestPart(settings), signal }),
    ...(enabled === undefined ? {} : { enabled }),
    ...(staleTime === undefined ? {} : { staleTime }),
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
    ...(refetchInterval === undefined ? {} : { refetchInterval: (query) => refetchInterval(query.state.data) }),
  })
}

/** Where the session has ended under an open page it waits for the next one, so that no refusal takes the page's place. */
async function read<C extends Contract>(contract: C, options: LooseOptions): Promise<ResponseOf<C>> {
  for (let refusals = 0; ; refusals += 1) {
    try {
      return await call(contract, options)
    } catch (error) {
      if (!(AppError.isInstance(error) && error.code === 'UNAUTHENTICATED')) throw error
      await signIn(refusals)
    }
  }
}

export interface MutationSettings<C extends Contract> {
  /** Operations whose cached answers are out of date after this one. */
  invalidates?: readonly Pick<Contract, 'name'>[]
  onSuccess?: (data: ResponseOf<C>, options: RequestOptions<C>) => void
  /** Replaces the toast with the error's message. */
  onError?: (error: AppError, options: RequestOptions<C>) => void
}

/** Changes something: `useContractMutation(deleteApp, { invalidates: [listApps] }).mutate({ params: { appId } })`. */
export function useContractMutation<C extends Contract>(
  contract: C,
  settings: MutationSettings<C> = {},
): UseMutationResult<ResponseOf<C>, AppError, RequestOptions<C>> {
  const client = useQueryClient()
  return useMutation<ResponseOf<C>, AppError, RequestOptions<C>>({
    mutationFn: (options) => call(contract, options),
    onSuccess: async (data, options) => {
      settings.onSuccess?.(data, options)
      await Promise.all(
        (settings.invalidates ?? []).map((other) => client.invalidateQueries({ queryKey: allOf(other) })),
      )
    },
    onError: (error, options) => {
      if (settings.onError) settings.onError(error, options)
      else toast.error(error.message)
    },
  })
}

function requestPart({ params, query, body }: LooseOptions): LooseOptions {
  return { ...(params ? { params } : {}), ...(query ? { query } : {}), ...(body === undefined ? {} : { body }) }
}
