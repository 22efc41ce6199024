/** Layers of lib/, lowest first. A file imports its own layer or a lower one. */
const LAYERS = [
  ['core', 'messages'],
  ['graph'],
  ['engine', 'platform', 'egress'],
  ['contracts', 'catalog', 'nodes', 'plugins', 'providers', 'sources', 'templates', 'export', 'import'],
  ['db', 'client'],
  ['auth', 'models', 'rag', 'secrets', 'files', 'jobs', 'sandbox'],
  ['services'],
  ['runs'],
  ['evaluation'],
  ['api'],
]
const TESTS =
  '(\\.test\\.tsx?$|/testing/|/test-[^/]+\\.ts$|/build-test-[^/]+\\.ts$|/start-test-[^/]+\\.ts$|/bundle-entry\\.ts$|\\.bench\\.ts$)'
const SERVER = '^lib/(db|auth|models|rag|secrets|files|jobs|sandbox|services|runs|evaluation|api|egress|platform)/'

/** The form of a node in the studio, which belongs to its folder and to no layer of lib/. */
const NODE_FORMS = '^lib/nodes/[^/]+/form\\.tsx$'

const layerRules = LAYERS.slice(0, -1).map((layer, index) => ({
  name: `layer-${layer.join('-')}-imports-nothing-above`,
  severity: 'error',
  from: { path: `^lib/(${layer.join('|')})/`, pathNot: `(${TESTS}|${NODE_FORMS})` },
  to: {
    path: `^lib/(${LAYERS.slice(index + 1)
      .flat()
      .join('|')})/`,
  },
}))

module.exports = {
  forbidden: [
    ...layerRules,
    {
      // Types included: what two files share belongs into a third.
      name: 'no-cycle',
      severity: 'error',
      from: { path: '^(lib|components|app)/' },
      to: { circular: true },
    },
    {
      name: 'graph-is-pure',
      severity: 'error',
      from: { path: '^lib/(graph|core)/', pathNot: TESTS },
      to: { pathNot: '^(lib/graph/|lib/core/|lib/messages/|node_modules/(zod|@noble/hashes))' },
    },
    {
      name: 'messages-know-no-layer',
      severity: 'error',
      from: { path: '^lib/messages/', pathNot: TESTS },
      to: { pathNot: '^(lib/messages/|node_modules/(icu-minify|zod)|(node_modules/)?@schummar/icu-type-parser)' },
    },
    {
      // It includes the ICU parser, which a page loads together with its texts.
      name: 'pages-format-through-the-catalog',
      severity: 'error',
      from: { path: '^(components|app|lib/client)/', pathNot: `(${TESTS}|^lib/client/messages/message-catalog\\.ts$)` },
      to: { path: '^lib/messages/format-message\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'engine-knows-no-adapter',
      severity: 'error',
      from: { path: '^lib/engine/', pathNot: TESTS },
      to: { pathNot: '^(lib/engine/|lib/graph/|lib/core/|lib/messages/|node_modules/zod)' },
    },
    {
      name: 'manifest-is-client-safe',
      severity: 'error',
      from: {
        path: '^lib/(nodes|providers|sources)/([^/]+/manifest|manifests\\.gen|provider-manifest|source-manifest)\\.ts$',
      },
      to: {
        path: `(${SERVER}|node_modules/server-only|^lib/(nodes|providers|sources)/[^/]+/(run|client)\\.ts$)`,
        reachable: true,
      },
    },
    {
      name: 'client-never-reaches-server',
      severity: 'error',
      from: { path: '^(components|app|lib/client)/', pathNot: TESTS },
      to: {
        path: `(${SERVER}|node_modules/server-only|^lib/nodes/runs\\.gen\\.ts|^lib/(providers|sources)/clients\\.gen\\.ts)`,
        reachable: true,
      },
    },
    {
      name: 'node-folder-is-private',
      severity: 'error',
      from: { path: '^(?!lib/nodes/)', pathNot: `(${TESTS}|^components/canvas/node-forms\\.gen\\.ts$)` },
      to: { path: '^lib/nodes/(?!shared/)[^/]+/' },
    },
    {
      name: 'nodes-do-not-import-each-other',
      severity: 'error',
      from: { path: '^lib/nodes/([^/]+)/', pathNot: TESTS },
      to: { path: '^lib/nodes/[^/]+/', pathNot: '^lib/nodes/($1|shared|testing)/' },
    },
    {
      name: 'node-reaches-the-world-through-ctx',
      severity: 'error',
      from: { path: '^lib/nodes/[^/]+/run\\.ts$' },
      to: { path: '^(lib/(platform|egress|db|services)/|node_modules/(undici|@langchain|openai))' },
    },
    {
      name: 'provider-folder-is-private',
      severity: 'error',
      from: { path: '^(?!lib/providers/)', pathNot: TESTS },
      to: { path: '^lib/providers/(?!wires/)[^/]+/' },
    },
    {
      name: 'plugin-reaches-the-world-through-ctx',
      severity: 'error',
      from: { path: '^lib/plugins/', pathNot: TESTS },
      to: {
        path: `(${SERVER}|^lib/nodes/|^node_modules/(?!zod/))`,
        pathNot: '^lib/engine/',
      },
    },
    {
      name: 'plugin-folder-is-private',
      severity: 'error',
      from: { path: '^(?!lib/plugins/)', pathNot: TESTS },
      to: { path: '^lib/plugins/(?!(?:events|execute|imported|testing)/)[^/]+/' },
    },
    {
      name: 'plugins-do-not-import-each-other',
      severity: 'error',
      from: { path: '^lib/plugins/([^/]+)/', pathNot: TESTS },
      to: { path: '^lib/plugins/[^/]+/', pathNot: '^lib/plugins/($1|shared|events|execute|imported|testing)/' },
    },
    {
      name: 'source-folder-is-private',
      severity: 'error',
      from: { path: '^(?!lib/sources/)', pathNot: TESTS },
      to: { path: '^lib/sources/[^/]+/' },
    },
    {
      name: 'sources-do-not-import-each-other',
      severity: 'error',
      from: { path: '^lib/sources/([^/]+)/', pathNot: TESTS },
      to: { path: '^lib/sources/[^/]+/', pathNot: '^lib/sources/$1/' },
    },
    {
      name: 'undici-behind-egress',
      severity: 'error',
      from: { pathNot: `(^lib/egress/|${TESTS})` },
      to: { path: 'node_modules/(undici|ipaddr\\.js)', pathNot: 'node_modules/ipaddr' },
    },
    {
      name: 'network-only-through-workspace-egress',
      severity: 'error',
      from: { path: '^lib/', pathNot: `(^lib/egress/|^lib/services/governance/workspace-egress\\.ts$|${TESTS})` },
      to: {
        path: '^lib/egress/(egress-for|process-egress|create-egress|guarded-agent|guard-dispatch)\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'no-socket-beside-egress',
      severity: 'error',
      // folder-lock listens on a local pipe that says who has the folder.
      from: { path: '^lib/', pathNot: `(^lib/egress/|^lib/api/|^lib/db/embedded/folder-lock\\.ts$|${TESTS})` },
      to: { path: '^(node:)?(https|http2|http|net|tls|dgram|dns|dns/promises)$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'better-auth-behind-auth',
      severity: 'error',
      from: { pathNot: '^lib/auth/' },
      to: { path: 'node_modules/better-auth' },
    },
    { name: 'lib-never-imports-app', severity: 'error', from: { path: '^lib/' }, to: { path: '^app/' } },
    {
      name: 'lib-imports-ui-only-from-node-forms',
      severity: 'error',
      from: { path: '^lib/', pathNot: '^lib/nodes/[^/]+/(form|card)\\.tsx$' },
      to: { path: '^components/' },
    },
    {
      name: 'no-feature-imports-another',
      severity: 'error',
      from: { path: '^components/([^/]+)/', pathNot: '^components/(app-home|canvas|ui|shell)/' },
      to: {
        path: '^components/([^/]+)/',
        pathNot:
          '^components/($1|ui|shell|node-form|chat|approvals|feedback|protection|schedule|diff|app-file|addresses|gates|templates)/',
      },
    },
    {
      name: 'ui-kit-knows-no-feature',
      severity: 'error',
      from: { path: '^components/ui/' },
      to: { path: '^components/(?!ui/)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.next|dist|node_modules/next)' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { conditionNames: ['import', 'default'], exportsFields: ['exports'] },
  },
}
