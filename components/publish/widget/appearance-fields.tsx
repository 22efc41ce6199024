'use client'
import { cn } from '@/components/ui/cn'
import { Field } from '@/components/ui/field'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { Select } from '@/components/ui/select'
import { Slider } from '@/components/ui/slider'
import { t } from '@/lib/client/messages/t'
import type { ContractForm } from '@/lib/client/queries/use-contract-form'
import type { savePublication } from '@/lib/contracts/versions'
import type { WidgetLook } from '@/lib/contracts/widget'
import { WidgetLook as WidgetLookSchema } from '@/lib/contracts/widget'
import { LAUNCHER_ICONS } from '@/lib/contracts/widget/launcher-icons'
import { AccentField } from './accent-field'
import { DesignerSection } from './designer-section'
import { LauncherIcon } from './launcher-icon'
import type { WidgetPart } from './widget-part'

type LookFieldsProps = WidgetPart & { form: ContractForm<typeof savePublication> }

/** Colors, font, corners, position and launcher of the widget. */
export function AppearanceFields({ widget, form, onChange }: LookFieldsProps) {
  const { look } = widget
  const set = (next: Partial<WidgetLook>) => onChange({ look: { ...look, ...next } })
  return (
    <DesignerSection title={t('publish.look')}>
      <AccentField value={form.values.accent} error={form.errors.accent} onChange={(accent) => form.set({ accent })} />
      <Field label={t('publish.theme')}>
        {() => (
          <SegmentedControl
            label={t('publish.theme')}
            value={look.theme}
            onValueChange={(theme) => set({ theme })}
            options={[
              { value: 'auto', label: t('publish.themeAuto') },
              { value: 'light', label: t('publish.previewLight') },
              { value: 'dark', label: t('publish.previewDark') },
            ]}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('publish.position')}>
          {() => (
            <SegmentedControl
              label={t('publish.position')}
              value={look.position}
              onValueChange={(position) => set({ position })}
              options={[
                { value: 'left', label: t('publish.positionLeft') },
                { value: 'right', label: t('publish.positionRight') },
              ]}
            />
          )}
        </Field>
        <Field label={t('publish.font')}>
          {(control) => (
            <Select
              {...control}
              value={look.font}
              onValueChange={(font) => set({ font: WidgetLookSchema.shape.font.catch('system').parse(font) })}
              options={[
                { value: 'system', label: t('publish.fontSystem') },
                { value: 'serif', label: t('publish.fontSerif') },
                { value: 'rounded', label: t('publish.fontRounded') },
                { value: 'mono', label: t('publish.fontMono') },
              ]}
            />
          )}
        </Field>
        <Field label={t('publish.radius', { count: look.radius })}>
          {({ id }) => (
            <Slider
              id={id}
              aria-label={t('publish.radius', { count: look.radius })}
              min={0}
              max={28}
              value={look.radius}
              onValueChange={(radius) => set({ radius })}
            />
          )}
        </Field>
      </div>
      <Launchers selected={look.launcher} onSelect={(launcher) => set({ launcher })} />
    </DesignerSection>
  )
}

interface LaunchersProps {
  selected: WidgetLook['launcher']
  onSelect: (launcher: WidgetLook['launcher']) => void
}

function Launchers({ selected, onSelect }: LaunchersProps) {
  const labels = {
    chat: t('publish.launcherChat'),
    help: t('publish.launcherHelp'),
    spark: t('publish.launcherSpark'),
    headset: t('publish.launcherHeadset'),
    heart: t('publish.launcherHeart'),
  }
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1.5 font-medium text-sm">{t('publish.launcher')}</legend>
      <div className="flex gap-2">
        {WidgetLookSchema.shape.launcher.unwrap().options.map((launcher) => (
          <button
            key={launcher}
            type="button"
            title={labels[launcher]}
            aria-label={labels[launcher]}
            aria-pressed={launcher === selected}
            onClick={() => onSelect(launcher)}
            className={cn(
              'flex size-9 items-center justify-center rounded-md border text-muted hover:text-ink',
              launcher === selected && 'border-accent text-ink ring-1 ring-accent',
            )}
          >
            <LauncherIcon paths={LAUNCHER_ICONS[launcher]} size={18} />
          </button>
        ))}
      </div>
    </fieldset>
  )
}
