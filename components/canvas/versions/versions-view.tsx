'use client'
import { Dialog as Radix } from 'radix-ui'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { ErrorPanel } from '@/components/ui/error-panel'
import { IconButton } from '@/components/ui/icon-button'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useIsPhone } from '@/lib/client/hooks/use-is-phone'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listVersions, type VersionView } from '@/lib/contracts/versions'
import { useEditor } from '../state/editor-context'
import { CompareBar } from './compare-bar'
import { ComparePanels, type ComparePart } from './compare-panels'
import { type Comparison, comparisonText, parseComparison } from './comparison'
import { useDifferences } from './use-differences'
import { VersionList } from './version-list'

export interface VersionsViewProps {
  comparison: string
  /** Called with an empty text to close the view. */
  onComparison: (comparison: string) => void
}

/** All versions of the app, and the differences between any two of them or the draft. */
export default function VersionsView({ comparison, onComparison }: VersionsViewProps) {
  const { appId } = useEditor()
  const versions = useContractQuery(listVersions, { params: { appId } })
  return (
    <Radix.Root open onOpenChange={(open) => !open && onComparison('')}>
      <Radix.Portal>
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-0 z-40 flex flex-col bg-canvas focus-visible:outline-none"
        >
          {versions.data ? (
            <Loaded
              versions={versions.data.versions}
              comparison={parseComparison(comparison, versions.data.versions)}
              onCompare={(next) => onComparison(comparisonText(next))}
            />
          ) : (
            <>
              <Header />
              {versions.error ? (
                <ErrorPanel error={versions.error} onRetry={() => void versions.refetch()} className="m-6" />
              ) : (
                <div className="p-6">
                  <SkeletonRows count={5} />
                </div>
              )}
            </>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

function Header({ children }: { children?: ReactNode }) {
  return (
    <header className="flex min-h-13 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b bg-surface px-3 py-1.5">
      <Radix.Close asChild>
        <IconButton icon="arrow-left" label={t('versions.close')} side="bottom" />
      </Radix.Close>
      <Radix.Title className="font-semibold text-base">{t('versions.title')}</Radix.Title>
      {children}
    </header>
  )
}

interface LoadedProps {
  versions: VersionView[]
  comparison: Comparison | null
  onCompare: (comparison: Comparison) => void
}

type PhonePart = 'list' | ComparePart

function Loaded({ versions, comparison, onCompare }: LoadedProps) {
  const isPhone = useIsPhone()
  const [part, setPart] = useState<PhonePart>('list')
  const differences = useDifferences(comparison, versions)
  const compare = (next: Comparison) => {
    onCompare(next)
    setPart('changes')
  }
  useStepKeys(differences.step)
  const list = <VersionList versions={versions} comparison={comparison} onCompare={compare} />
  const bar = comparison ? (
    <CompareBar versions={versions} comparison={comparison} onCompare={onCompare} differences={differences} />
  ) : null
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <Header>{isPhone && part === 'list' ? null : bar}</Header>
      {isPhone ? (
        <>
          <SegmentedControl<PhonePart>
            label={t('versions.title')}
            value={part}
            onValueChange={setPart}
            className="m-3 flex"
            options={[
              { value: 'list', label: t('versions.tabList') },
              { value: 'changes', label: t('versions.tabChanges') },
              { value: 'canvas', label: t('versions.tabCanvas') },
            ]}
          />
          {part === 'list' ? list : <ComparePanels differences={differences} only={part} />}
        </>
      ) : (
        <div className="flex min-h-0 flex-1">
          <div className="flex w-76 shrink-0 flex-col border-r bg-surface">{list}</div>
          <ComparePanels differences={differences} />
        </div>
      )}
    </div>
  )
}

const DIRECTIONS: ReadonlyMap<string, 1 | -1> = new Map([
  ['n', 1],
  ['p', -1],
])

/** N and P step to the next and the previous change anywhere in the view. */
function useStepKeys(step: (by: 1 | -1) => void): void {
  const latest = useRef(step)
  latest.current = step
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const direction = DIRECTIONS.get(event.key)
      const hasModifier = event.ctrlKey || event.metaKey || event.altKey
      if (direction === undefined || hasModifier || isBusy(event.target)) return
      event.preventDefault()
      latest.current(direction)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}

/** Whether the user is typing or another dialog or menu is open. */
function isBusy(target: EventTarget | null): boolean {
  if (document.querySelectorAll('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]').length > 1)
    return true
  return target instanceof HTMLElement && target.matches('input, textarea, select')
}
