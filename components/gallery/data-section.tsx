import { Card, CardContent, CardHeader, CardTitle } from '../ui/card'
import { CodeBlock } from '../ui/code-block'
import { Disclosure } from '../ui/disclosure'
import { StackedBars } from '../ui/stacked-bars'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '../ui/tabs'
import { WordDiff } from '../ui/word-diff'
import { Example, Section } from './example'

const BARS = [3, 8, 5, 9, 2, 7].map((succeeded, day) => ({
  key: `${day}`,
  title: `Day ${day + 1}`,
  parts: [
    { key: 'succeeded', count: succeeded, fill: 'fill-success' },
    { key: 'failed', count: day % 3, fill: 'fill-danger' },
  ],
}))

export function DataSection() {
  return (
    <Section title="Data">
      <Example name="Table" wide>
        <Table>
          <TableHead>
            <TableRow>
              <TableHeader>App</TableHeader>
              <TableHeader>Runs</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            <TableRow>
              <TableCell>Support</TableCell>
              <TableCell>1,204</TableCell>
            </TableRow>
            <TableRow>
              <TableCell>Research</TableCell>
              <TableCell>87</TableCell>
            </TableRow>
          </TableBody>
        </Table>
      </Example>
      <Example name="Card">
        <Card className="w-full">
          <CardHeader>
            <CardTitle>Usage</CardTitle>
          </CardHeader>
          <CardContent>1,204 runs this month</CardContent>
        </Card>
      </Example>
      <Example name="Tabs">
        <Tabs defaultValue="input" className="w-full">
          <TabsList>
            <TabsTrigger value="input">Input</TabsTrigger>
            <TabsTrigger value="output">Output</TabsTrigger>
          </TabsList>
          <TabsContent value="input">What is the refund period?</TabsContent>
          <TabsContent value="output">30 days.</TabsContent>
        </Tabs>
      </Example>
      <Example name="CodeBlock">
        <CodeBlock title="curl" code={'curl https://example.com/api/v1/apps/support/runs'} />
      </Example>
      <Example name="Disclosure">
        <Disclosure label="Advanced">Hidden until it is opened.</Disclosure>
      </Example>
      <Example name="WordDiff">
        <WordDiff before="Answer in one sentence." after="Answer in two short sentences." />
      </Example>
      <Example name="StackedBars">
        <StackedBars label="Runs a day" bars={BARS} most={11} />
      </Example>
    </Section>
  )
}
