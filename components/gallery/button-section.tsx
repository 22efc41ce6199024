import { Button } from '../ui/button'
import { CopyButton } from '../ui/copy-button'
import { IconButton } from '../ui/icon-button'
import { Kbd } from '../ui/kbd'
import { Example, Section } from './example'

const VARIANTS = ['primary', 'accent', 'secondary', 'ghost', 'danger', 'link', 'quiet'] as const

export function ButtonSection() {
  return (
    <Section title="Buttons">
      {VARIANTS.map((variant) => (
        <Example key={variant} name={`Button variant="${variant}"`}>
          <Button variant={variant}>Save</Button>
          <Button variant={variant} icon="check">
            Save
          </Button>
          <Button variant={variant} busy>
            Saving
          </Button>
          <Button variant={variant} disabled>
            Save
          </Button>
        </Example>
      ))}
      <Example name="Button size">
        <Button size="sm">Small</Button>
        <Button size="md">Medium</Button>
        <Button size="lg">Large</Button>
      </Example>
      <Example name="IconButton">
        <IconButton icon="copy" label="Copy" />
        <IconButton icon="copy" label="Copy" active />
        <IconButton icon="copy" label="Copying" busy />
        <IconButton icon="copy" label="Copy" disabled />
        <IconButton icon="copy" label="Copy" size="sm" />
      </Example>
      <Example name="CopyButton, Kbd">
        <CopyButton text="sk-…" label="Copy key" />
        <Kbd>⌘</Kbd>
        <Kbd>K</Kbd>
      </Example>
    </Section>
  )
}
