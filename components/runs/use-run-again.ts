'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { toast } from '@/components/ui/toast'
import { parseError } from '@/lib/client/http/parse-error'
import { send } from '@/lib/client/http/request'
import { t } from '@/lib/client/messages/t'
import type { BodyInputOf } from '@/lib/contracts/contract'
import { rerunRun } from '@/lib/contracts/runs'

/** Starts a rerun and opens its page, which follows it. */
export function useRunAgain(runId: string) {
  const router = useRouter()
  const [isStarting, setIsStarting] = useState(false)
  async function start(body: BodyInputOf<typeof rerunRun>) {
    setIsStarting(true)
    try {
      const response = await send(rerunRun, { params: { runId }, body })
      if (!response.ok) throw await parseError(response)
      const newRunId = response.headers.get('x-run-id')
      // The new page loads the run itself.
      await response.body?.cancel()
      if (newRunId) router.push(`/runs/${newRunId}`)
    } catch (error) {
      toast.error(error instanceof Error ? error.message : t('common.errorUnknown'))
      setIsStarting(false)
    }
  }
  return { isStarting, start: (body: BodyInputOf<typeof rerunRun>) => void start(body) }
}
