import { Icon } from '@/components/ui/icon'
import { localizeProblem } from '@/lib/client/messages/localize-problem'
import type { RunError } from '@/lib/engine/events'

export function TraceError({ error }: { error: RunError }) {
  return (
    <div className="flex items-start gap-2 rounded-md bg-danger-soft px-3 py-2 text-danger text-sm">
      <Icon name="alert-triangle" size={15} className="mt-0.5" />
      <div className="min-w-0">
        <p className="break-words">{localizeProblem(error)}</p>
        <p className="font-mono text-2xs opacity-80">{error.code}</p>
      </div>
    </div>
  )
}
