'use client'
import { setTheme, useResolvedTheme } from '@/lib/client/theme'
import { SegmentedControl } from '../ui/segmented-control'
import { ButtonSection } from './button-section'
import { DataSection } from './data-section'
import { FeedbackSection } from './feedback-section'
import { FieldSection } from './field-section'
import { OverlaySection } from './overlay-section'

/** The components of `components/ui` in their states, in either theme. Developers read it, so it is in English only. */
export function GalleryPage() {
  return (
    <main className="mx-auto flex max-w-6xl flex-col gap-10 p-8">
      <header className="flex items-center justify-between gap-4">
        <h1 className="font-semibold text-2xl text-ink">Components</h1>
        <SegmentedControl
          label="Theme"
          value={useResolvedTheme()}
          onValueChange={setTheme}
          options={[
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
        />
      </header>
      <ButtonSection />
      <FieldSection />
      <FeedbackSection />
      <DataSection />
      <OverlaySection />
    </main>
  )
}
