'use client'
import { RadioGroup as Radix } from 'radix-ui'
import { cn } from '@/components/ui/cn'
import { Field } from '@/components/ui/field'
import { Icon, type IconName } from '@/components/ui/icon'
import { Input } from '@/components/ui/input'
import { t } from '@/lib/client/messages/t'
import { APP_COLOR_NAMES, type AppColor } from '@/lib/contracts/apps'
import { APP_COLORS } from './app-tile'

const ICONS: readonly IconName[] = [
  ...(['message-square', 'bot', 'sparkles', 'book-open', 'search', 'globe', 'users', 'inbox'] as const),
  ...(['file', 'database', 'chart-column', 'code', 'zap', 'rocket', 'shield', 'languages', 'mic', 'image'] as const),
]
const NONE = 'none'

export interface AppLook {
  icon: string
  color: AppColor | null
  /** Separated by commas, as typed. */
  tags: string
}

export interface AppLookFieldsProps {
  look: AppLook
  tagsError?: string | undefined
  onChange: (change: Partial<AppLook>) => void
}

/** Color, icon and tags, by which an app is found in the list. */
export function AppLookFields({ look, tagsError, onChange }: AppLookFieldsProps) {
  return (
    <>
      <Field label={t('apps.color')}>
        {() => (
          <Radix.Root
            aria-label={t('apps.color')}
            value={look.color ?? NONE}
            onValueChange={(value) => onChange({ color: APP_COLOR_NAMES.find((name) => name === value) ?? null })}
            className="flex flex-wrap gap-1.5"
          >
            {[NONE, ...APP_COLOR_NAMES].map((value) => {
              const color = APP_COLOR_NAMES.find((name) => name === value)
              return (
                <Radix.Item
                  key={value}
                  value={value}
                  aria-label={color ? t(`canvasEditing.color-${color}`) : t('canvasEditing.noColor')}
                  title={color ? t(`canvasEditing.color-${color}`) : t('canvasEditing.noColor')}
                  className={cn(
                    'flex size-8 items-center justify-center rounded-md border-2 border-transparent data-[state=checked]:border-current',
                    color ? APP_COLORS[color] : 'bg-sunken text-muted',
                  )}
                >
                  <span className="size-3 rounded-full bg-current" />
                </Radix.Item>
              )
            })}
          </Radix.Root>
        )}
      </Field>
      <Field label={t('apps.icon')}>
        {() => (
          <Radix.Root
            aria-label={t('apps.icon')}
            value={look.icon}
            onValueChange={(icon) => onChange({ icon })}
            className="flex flex-wrap gap-1.5"
          >
            {[...new Set<string>([look.icon, ...ICONS])].map((name) => (
              <Radix.Item
                key={name}
                value={name}
                aria-label={name}
                title={name}
                className="flex size-8 items-center justify-center rounded-md border text-muted hover:bg-hover hover:text-ink data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft data-[state=checked]:text-accent-strong"
              >
                <Icon name={name as IconName} />
              </Radix.Item>
            ))}
          </Radix.Root>
        )}
      </Field>
      <Field label={t('apps.tags')} hint={t('apps.tagsHint')} error={tagsError}>
        {(control) => (
          <Input {...control} value={look.tags} onChange={(event) => onChange({ tags: event.target.value })} />
        )}
      </Field>
    </>
  )
}

/** @returns the tags in a text with commas */
export const tagsIn = (text: string): string[] =>
  text
    .split(/[,，、]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '')
