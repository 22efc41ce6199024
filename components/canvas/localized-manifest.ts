import { say } from '@/lib/client/messages/say'
import type { NodeManifest } from '@/lib/graph/manifest'
import type { NodePorts, Port } from '@/lib/graph/ports'

/** A manifest whose words are those of the page's language, whichever it is when they are read. */
export function localizedManifest(manifest: NodeManifest): NodeManifest {
  const { summary } = manifest
  return {
    ...manifest,
    get label() {
      return say(manifest.label)
    },
    get description() {
      return say(manifest.description)
    },
    ports: (config) => localizedPorts(manifest.ports(config)),
    ...(summary ? { summary: (config) => say(summary(config)) } : {}),
  }
}

/** Ports in the language of the page. What is not in the book, such as a name that a person gave, stays. */
export function localizedPorts({ inputs, outputs, inner, ...rest }: NodePorts): NodePorts {
  return {
    ...rest,
    inputs: inputs.map(localizedPort),
    outputs: outputs.map(localizedPort),
    ...(inner ? { inner: { inputs: inner.inputs.map(localizedPort), outputs: inner.outputs.map(localizedPort) } } : {}),
  }
}

function localizedPort(port: Port): Port {
  const { label, description } = port
  const [name, text] = [say(label), description === undefined ? undefined : say(description)]
  if (name === label && text === description) return port
  return { ...port, label: name, ...(text === undefined ? {} : { description: text }) }
}
