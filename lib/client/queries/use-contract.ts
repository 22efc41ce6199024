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
import { signIn, untilSignedIn } from '../session/signed-out'
import { toast } from '../toast'
import { allOf, queryKey } from './query-keys'

export interface QuerySettings<C extends Contract> {
  enabled?: boolean
  /** Polling interval in milliseconds while the page is visible; false stops. */
  refetchInterval?: (data: ResponseOf<C> | undefined) => number | false
  staleTime?: number
  /** Keeps the previous result while another query of the same kind loads. */
  keepPrevious?: boolean
}

type QueryOptions<C extends Contract> = Omit<RequestOptions<C>, 'signal'> & QuerySettings<C>
type QueryArguments<C extends Contract> =
  object extends RequestOptions<C> ? [options?: QueryOptions<C>] : [options: QueryOptions<C>]

/** Cached query: `useContractQuery(getApp, { params: { appId } })`. Also for queries with a body. */
export function useContractQuery<C extends Contract>(
  contract: C,
  ...[options]: QueryArguments<C>
): UseQueryResult<ResponseOf<C>, AppError> {
  const settings: LooseOptions & QuerySettings<C> = options ?? {}
  const { refetchInterval, enabled, staleTime, keepPrevious } = settings
  return useQuery<ResponseOf<C>, AppError>({
    queryKey: queryKey(contract, settings),
    queryFn: ({ signal }) => fetchContract(contract, { ...requestPart(settings), signal }),
    ...(enabled === undefined ? {} : { enabled }),
    ...(staleTime === undefined ? {} : { staleTime }),
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
    ...(refetchInterval === undefined ? {} : { refetchInterval: (query) => refetchInterval(query.state.data) }),
  })
}

/** Waits for the next sign-in if the session expired on an open page, so that no error replaces the page. */
async function fetchContract<C extends Contract>(contract: C, options: LooseOptions): Promise<ResponseOf<C>> {
  for (let rejections = 0; ; rejections += 1) {
    try {
      if (contract.access !== 'public') await untilSignedIn()
      return await call(contract, options)
    } catch (error) {
      if (!(AppError.isInstance(error) && error.code === 'UNAUTHENTICATED')) throw error
      await signIn(rejections)
    }
  }
}

export interface MutationSettings<C extends Contract> {
  /** Operations whose cached results become stale. */
  invalidates?: readonly Pick<Contract, 'name'>[]
  onSuccess?: (data: ResponseOf<C>, options: RequestOptions<C>) => void
  /** Replaces the error toast. */
  onError?: (error: AppError, options: RequestOptions<C>) => void
}

/** Mutation: `useContractMutation(deleteApp, { invalidates: [listApps] }).mutate({ params: { appId } })`. */
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
