'use client'
import { Choice } from '@/components/ui/choice'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { t } from '@/lib/client/messages/t'
import type { ExampleReview } from '@/lib/contracts/datasets'

export interface About {
  origin: string
  licence: string
}

export interface SourceAboutProps {
  about: About
  onAbout: (about: About) => void
  review: ExampleReview
  onReview: (review: ExampleReview) => void
}

const REVIEWS = ['approved', 'pending'] as const
const LICENCES = 'datasets-licences'

/** Origin and license of the data, and whether each example needs a review. */
export function SourceAbout({ about, onAbout, review, onReview }: SourceAboutProps) {
  return (
    <fieldset className="grid min-w-0 gap-3 sm:grid-cols-3">
      <legend className="sr-only">{t('datasets.about')}</legend>
      <OriginField value={about.origin} onChange={(origin) => onAbout({ ...about, origin })} />
      <LicenseField value={about.licence} onChange={(licence) => onAbout({ ...about, licence })} />
      <Field label={t('datasets.review')} hint={t('datasets.reviewHint')}>
        {() => (
          <Choice
            values={REVIEWS}
            labelOf={(value) => t(value === 'approved' ? 'datasets.approveAll' : 'datasets.reviewFirst')}
            value={review === 'pending' ? 'pending' : 'approved'}
            onSelect={onReview}
            label={t('datasets.review')}
          />
        )}
      </Field>
    </fieldset>
  )
}

export function OriginField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <Field label={t('datasets.origin')} hint={t('datasets.originHint')}>
      {(control) => (
        <Input {...control} maxLength={500} value={value} onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  )
}

export function LicenseField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <Field label={t('datasets.licence')} hint={t('datasets.licenceHint')}>
      {(control) => (
        <>
          <Input
            {...control}
            list={LICENCES}
            maxLength={100}
            placeholder="CC-BY-4.0"
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
          <datalist id={LICENCES}>
            {['Apache-2.0', 'MIT', 'CC0-1.0', 'CC-BY-4.0', 'CC-BY-SA-4.0', 'CC-BY-NC-4.0', 'Own data'].map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  )
}
