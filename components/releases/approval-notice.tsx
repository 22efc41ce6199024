import { Icon } from '@/components/ui/icon'

/** Notes that someone else must approve. */
export function ApprovalNotice({ children }: { children: string }) {
  return (
    <p className="flex items-center gap-2 rounded-md bg-info-soft px-3 py-2 text-info text-sm">
      <Icon name="shield" size={15} className="shrink-0" />
      {children}
    </p>
  )
}
