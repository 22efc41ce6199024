'use client'
import { useQuery } from '@tanstack/react-query'
import { t } from '@/lib/client/messages/t'
import { AppError } from '@/lib/core/app-error'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { OpenApi } from './open-api'

/** The OpenAPI documents, by the value of `api` in the URL of the page. */
export const API_DOCUMENTS = {
  app: '/api/openapi/app.json',
  openai: '/api/openapi/openai.json',
  studio: '/api/openapi.json',
} as const
export type ApiName = keyof typeof API_DOCUMENTS

export const isApiName = (name: string): name is ApiName => Object.hasOwn(API_DOCUMENTS, name)

export function useOpenApi(name: ApiName) {
  return useQuery({
    queryKey: ['openapi', name],
    queryFn: async ({ signal }) => {
      const response = await fetch(API_DOCUMENTS[name], { signal })
      if (!response.ok) throw new AppError('UNAVAILABLE', verbatim(t('common.unexpectedResponse')))
      return OpenApi.parse(await response.json())
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
}
