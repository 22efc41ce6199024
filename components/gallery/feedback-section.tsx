'use client'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { ErrorPanel } from '../ui/error-panel'
import { FormError } from '../ui/form-error'
import { Progress } from '../ui/progress'
import { SkeletonRows } from '../ui/skeleton'
import { Spinner } from '../ui/spinner'
import { toast } from '../ui/toast'
import { Example, Section } from './example'

const TONES = ['neutral', 'outline', 'accent', 'success', 'warning', 'danger', 'info'] as const

export function FeedbackSection() {
  return (
    <Section title="Feedback">
      <Example name="Badge">
        {TONES.map((tone) => (
          <Badge key={tone} tone={tone}>
            {tone}
          </Badge>
        ))}
      </Example>
      <Example name="Progress, Spinner">
        <Progress label="Uploading" value={0.4} className="w-full" />
        <Progress label="Done" value={1} tone="success" className="w-full" />
        <Progress label="Working" value={null} className="w-full" />
        <Spinner label="Loading" />
      </Example>
      <Example name="SkeletonRows">
        <SkeletonRows count={3} className="w-full" />
      </Example>
      <Example name="FormError">
        <FormError error={new Error('The name is taken. Choose another one.')} />
      </Example>
      <Example name="ErrorPanel">
        <ErrorPanel error={new Error('The server did not respond. Try again.')} onRetry={() => {}} />
      </Example>
      <Example name="EmptyState">
        <EmptyState
          icon="box"
          title="No apps yet"
          text="Start from a template or an empty canvas."
          action={<Button variant="primary">New app</Button>}
          compact
        />
      </Example>
      <Example name="toast">
        <Button onClick={() => toast.success('Saved')}>Success</Button>
        <Button onClick={() => toast.error('The app could not be saved. Try again.')}>Error</Button>
      </Example>
    </Section>
  )
}
