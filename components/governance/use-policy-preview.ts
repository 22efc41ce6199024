'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { request } from '@/lib/client/http/request'
import type { ModelPolicy } from '@/lib/contracts/governance'
import { type PolicyPreview, previewModelPolicy } from '@/lib/contracts/model-policy'
import type { AppError } from '@/lib/core/app-error'

const DELAY_MS = 350

/** The effect of a policy, requested shortly after the last change. */
export function usePolicyPreview(policy: ModelPolicy) {
  const [requested, setRequested] = useState(policy)
  useEffect(() => {
    const timer = setTimeout(() => setRequested(policy), DELAY_MS)
    return () => clearTimeout(timer)
  }, [policy])
  return useQuery<PolicyPreview, AppError>({
    queryKey: [previewModelPolicy.name, requested],
    queryFn: ({ signal }) => request(previewModelPolicy, { body: requested, signal }),
    placeholderData: keepPreviousData,
    retry: false,
  })
}
