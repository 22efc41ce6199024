'use client'
import { Command } from 'cmdk'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { t } from '@/lib/client/messages/t'
import { cn } from './cn'
import { Icon, type IconName } from './icon'
import { Kbd } from './kbd'
import { OVERLAY_CLASSES } from './overlays/overlay-classes'

export interface CommandAction {
  id: string
  label: string
  icon: IconName
  /** Additional search terms. */
  keywords?: string[]
  description?: string
  shortcut?: string
  /** CSS color of the icon, such as `var(--hue-model)`. */
  tint?: string
  /** Replaces the icon, such as the logo of a service. */
  mark?: ReactNode
  run: () => void
}
export interface CommandActionGroup {
  label: string
  actions: readonly CommandAction[]
}

export interface CommandDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  label: string
  groups: readonly CommandActionGroup[]
  empty?: ReactNode
  /** For lists that are searched by the caller: `groups` then contains the matches. */
  search?: { value: string; onChange: (value: string) => void }
}

/** A searchable list in a dialog, used by the command menu and the quick-add dialog. Selecting an item closes it. */
export function CommandDialog({ open, onOpenChange, label, groups, empty, search }: CommandDialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={OVERLAY_CLASSES} />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed top-[14vh] left-1/2 z-50 w-[calc(100vw-24px)] max-w-xl -translate-x-1/2 animate-fade overflow-hidden rounded-xl border bg-raised shadow-lg"
        >
          <Radix.Title className="sr-only">{label}</Radix.Title>
          <Command label={label} loop shouldFilter={search === undefined}>
            <div className="flex items-center gap-2.5 border-b px-4">
              <Icon name="search" className="text-faint" />
              <Command.Input
                placeholder={label}
                {...(search ? { value: search.value, onValueChange: search.onChange } : {})}
                className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none"
              />
              <Kbd>esc</Kbd>
            </div>
            <Command.List className="max-h-[min(24rem,60vh)] overflow-y-auto p-1.5">
              <Command.Empty className="px-3 py-8 text-center text-muted text-sm">
                {empty ?? t('common.nothingFound')}
              </Command.Empty>
              {groups.map((group) => (
                <Command.Group
                  key={group.label}
                  heading={group.label}
                  className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:text-faint"
                >
                  {group.actions.map((action) => (
                    <CommandRow key={action.id} action={action} onChoose={() => onOpenChange(false)} />
                  ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

function CommandRow({ action, onChoose }: { action: CommandAction; onChoose: () => void }) {
  return (
    <Command.Item
      value={action.id}
      keywords={[action.label, ...(action.keywords ?? [])]}
      onSelect={() => {
        onChoose()
        action.run()
      }}
      className={cn(
        'flex min-h-9 cursor-pointer select-none items-center gap-2.5 rounded-md px-2.5 py-1.5 text-sm',
        'data-[selected=true]:bg-pressed/70',
      )}
    >
      <span
        style={action.tint ? { color: action.tint } : undefined}
        className={action.tint ? 'flex' : 'flex text-muted'}
      >
        {action.mark ?? <Icon name={action.icon} />}
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate">{action.label}</span>
        {action.description ? <span className="block truncate text-muted text-xs">{action.description}</span> : null}
      </span>
      {action.shortcut ? <Kbd>{action.shortcut}</Kbd> : null}
    </Command.Item>
  )
}
