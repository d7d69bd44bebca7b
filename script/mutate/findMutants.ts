// Every small fault that is tried in a file, by its syntax tree.
import type { Node } from './project.ts'

/** One change of one file. */
export interface Mutant {
  file: string
  line: number
  /** Function, modifier or constant. */
  scope: string
  /** The code that is replaced, on one line; with ` #2` behind it when the same change can be made in a scope once more. */
  before: string
  /** Empty when it is dropped. */
  after: string
  edits: Edit[]
  /** What is replaced, or dropped. `other` is what no condition can stand around. */
  kind: 'expression' | 'statement' | 'other'
}

/** What is put in place of a part of the file, which is counted in bytes. */
export interface Edit {
  start: number
  end: number
  text: string
}

const negations: Record<string, string> = {
  '<': '>=',
  '>': '<=',
  '<=': '>',
  '>=': '<',
  '==': '!=',
  '!=': '==',
}

/** What else can stand between two operands. Of comparisons: the other side of the boundary, and the opposite. */
const operators: Record<string, string[]> = {
  '<': ['<=', '>='],
  '>': ['>=', '<='],
  '<=': ['<', '>'],
  '>=': ['>', '<'],
  '==': ['!='],
  '!=': ['=='],
  '&&': ['||'],
  '||': ['&&'],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '**': ['*'],
  '<<': ['>>'],
  '>>': ['<<'],
  '&': ['|'],
  '|': ['&'],
  '^': ['|'],
  '+=': ['-=', '='],
  '-=': ['+=', '='],
  '|=': ['&=', '='],
  '++': ['--'],
  '--': ['++'],
}

/** In place of a statement; a block can stand wherever one can. */
const DROPPED = '{}'

/** Functions that answer the same whichever way round they are asked. */
const symmetric = ['eq', 'equal', 'max', 'min']

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'nodeType' in value

const nodesOf = (value: unknown): Node[] => (Array.isArray(value) ? value : [value]).filter(isNode)

const rangeOf = (node: Node) => {
  const [start = 0, length = 0] = node.src.split(':').map(Number)
  return { start, end: start + length }
}

/** The type, wherever its values are kept. */
const typeOf = (node: Node) => {
  const { typeString = '' } = (node.typeDescriptions ?? {}) as { typeString?: string }
  if (/^(int_const|uint\d+$)/.test(typeString)) return 'number'
  return typeString.replace(/ (storage|memory|calldata)( ref| pointer| slice)*/g, '')
}

const isComparison = (node: Node | undefined) => String(node?.operator) in negations

/** @param tree Of `file`, whose text is `content`. */
export function findMutants(file: string, content: string, tree: Node): Mutant[] {
  const bytes = Buffer.from(content)
  const slice = (start: number, end: number) => bytes.subarray(start, end).toString()
  const textOf = (node: Node) => slice(rangeOf(node).start, rangeOf(node).end)
  const mutants: Mutant[] = []

  const walk = (node: Node, parents: Node[], scope: string) => {
    const within = scopeOf(node) ?? scope
    if (within) {
      for (const edits of changesOf(node, parents)) {
        const [start, end] = [
          Math.min(...edits.map((edit) => edit.start)),
          Math.max(...edits.map((edit) => edit.end)),
        ]
        const mutant: Mutant = {
          file,
          line: slice(0, start).split('\n').length,
          scope: within,
          before: flat(slice(start, end)),
          after: flat(
            applied(bytes, edits)
              .subarray(start, end + growth(edits))
              .toString(),
          ),
          edits,
          kind: edits.some(({ text }) => text === DROPPED)
            ? 'statement'
            : isChoosable(node)
              ? 'expression'
              : 'other',
        }
        const same = mutants.filter((other) => keyOf(other).replace(/ #\d+$/, '') === keyOf(mutant)).length
        if (same > 0) mutant.before += ` #${same + 1}`
        mutants.push(mutant)
      }
    }
    if (skipped.has(node.nodeType)) return
    for (const [key, value] of Object.entries(node)) {
      // A loop that steps elsewhere does not end, or at once: that says nothing about tests.
      if (node.nodeType === 'ForStatement' && key === 'loopExpression') continue
      for (const child of nodesOf(value)) walk(child, [node, ...parents], within)
    }
  }

  const replace = (node: Node, text: string): Edit[] => [{ ...rangeOf(node), text }]

  /** A statement with its semicolon, where its node leaves it out. */
  const drop = (node: Node): Edit[] => {
    const { start, end } = rangeOf(node)
    const semicolon = /^\s*;/.exec(slice(end, end + 20))?.[0].length ?? 0
    return [{ start, end: end + semicolon, text: node.nodeType.startsWith('Yul') ? '' : DROPPED }]
  }

  const grouped = (node: Node) =>
    ['BinaryOperation', 'Conditional'].includes(node.nodeType) ? `(${textOf(node)})` : textOf(node)

  const swaps = (list: Node[]): Edit[][] =>
    list.slice(1).flatMap((right, i) => {
      const left = list[i]
      if (!left || typeOf(left) !== typeOf(right) || textOf(left) === textOf(right)) return []
      return [[...replace(left, textOf(right)), ...replace(right, textOf(left))]]
    })

  const negated = (condition: Node): Edit[][] =>
    isComparison(condition) || condition.operator === '!'
      ? []
      : [replace(condition, `!(${textOf(condition)})`)]

  /** Whether the node is the condition of what is dropped as well: who notices that will notice the opposite. */
  const isAllOfADrop = (node: Node, [parent]: Node[]): boolean =>
    parent?.nodeType === 'IfStatement' && !parent.falseBody && parent.condition === node

  /** Whether to drop the node is to drop the `if` around it. */
  const isAllOfAnIf = (node: Node, [parent, grandparent]: Node[]): boolean => {
    if (parent?.nodeType === 'IfStatement') return !parent.falseBody && parent.trueBody === node
    if (parent?.nodeType !== 'Block' || nodesOf(parent.statements).length !== 1 || !grandparent) return false
    return isAllOfAnIf(parent, [grandparent])
  }

  const changesOf = (node: Node, parents: Node[]): Edit[][] => {
    switch (node.nodeType) {
      case 'BinaryOperation': {
        const operator = String(node.operator)
        const [left, right] = [...nodesOf(node.leftExpression), ...nodesOf(node.rightExpression)]
        if (!left || !right) return []
        const changes = (operators[operator] ?? [])
          .filter((other) => other !== negations[operator] || !isAllOfADrop(node, parents))
          .map((other) => replace(node, `(${grouped(left)} ${other} ${grouped(right)})`))
        return operator in { '&&': 0, '||': 0 }
          ? [...changes, replace(node, grouped(left)), replace(node, grouped(right))]
          : changes
      }
      case 'UnaryOperation': {
        const operator = String(node.operator)
        const [operand] = nodesOf(node.subExpression)
        if (!operand) return []
        if (operator === '!' && isAllOfADrop(node, parents)) return []
        if (['!', '~', '-'].includes(operator)) return [replace(node, textOf(operand))]
        return (operators[operator] ?? []).map((other) =>
          replace(node, textOf(node).replace(operator, other)),
        )
      }
      case 'Assignment': {
        const operator = String(node.operator)
        const [left, right] = [...nodesOf(node.leftHandSide), ...nodesOf(node.rightHandSide)]
        if (!left || !right) return []
        return (operators[operator] ?? []).map((other) =>
          replace(node, `${textOf(left)} ${other} ${textOf(right)}`),
        )
      }
      case 'IfStatement':
        return node.falseBody ? nodesOf(node.condition).flatMap(negated) : [drop(node)]
      case 'Conditional':
      case 'WhileStatement':
        return nodesOf(node.condition).flatMap(negated)
      case 'ExpressionStatement':
      case 'EmitStatement':
      case 'RevertStatement':
      case 'YulExpressionStatement':
      case 'YulAssignment':
        return isAllOfAnIf(node, parents) || setsPointer(node) ? [] : [drop(node)]
      case 'Return':
        return isAllOfAnIf(node, parents) || isDefault(node, parents) ? [] : [drop(node)]
      case 'ModifierInvocation':
        if (node.kind === 'baseConstructorSpecifier') return swaps(nodesOf(node.arguments))
        return [replace(node, ''), ...swaps(nodesOf(node.arguments))]
      case 'FunctionCall': {
        const [callee] = nodesOf(node.expression)
        const name = String(callee?.memberName ?? callee?.name)
        return symmetric.includes(name) ? [] : swaps(nodesOf(node.arguments))
      }
      case 'FunctionCallOptions':
        return nodesOf(node.expression).map((callee) => replace(node, textOf(callee)))
      case 'MemberAccess':
        return membersOf(node)
      case 'Literal':
        return literalsOf(node, parents[0])
      case 'YulLiteral':
        return node.kind === 'number' ? [replace(node, String(Number(node.value) + 1))] : []
      default:
        return []
    }
  }

  const membersOf = (node: Node): Edit[][] => {
    const text = textOf(node)
    if (/^type\(.*\)\.max$/.test(text)) return [replace(node, `(${text} - 1)`)]
    if (text === 'FixedPointMathLib.min') return [replace(node, 'FixedPointMathLib.max')]
    if (text === 'FixedPointMathLib.max') return [replace(node, 'FixedPointMathLib.min')]
    return []
  }

  const literalsOf = (node: Node, parent: Node | undefined): Edit[][] => {
    // That something is not nothing is turned round where it is compared.
    if (textOf(node) === '0' && isComparison(parent)) return []
    const texts = otherLiterals(node, textOf(node))
    if (!parent || !typesItsLiterals(parent)) return texts.map((text) => replace(node, text))
    const { start, end } = rangeOf(parent)
    const [before, after] = [slice(start, rangeOf(node).start), slice(rangeOf(node).end, end)]
    return texts.map((text) => replace(parent, before + text + after))
  }

  /** Whether it returns what a function returns anyway that comes to its end. */
  const isDefault = (node: Node, parents: Node[]): boolean => {
    const [expression] = nodesOf(node.expression)
    if (!expression) return true
    const [parameters] = nodesOf(
      parents.find(({ nodeType }) => nodeType === 'FunctionDefinition')?.returnParameters,
    )
    const names = nodesOf(parameters?.parameters).map(({ name }) => String(name))
    const values = expression.nodeType === 'TupleExpression' ? nodesOf(expression.components) : [expression]
    return values.every(
      (value, i) => /^(0|false|address\(0\))$/.test(textOf(value)) || textOf(value) === names[i],
    )
  }

  walk(tree, [], '')
  const startOf = ({ edits: [first] }: Mutant) => first?.start ?? 0
  return mutants.sort((a, b) => startOf(a) - startOf(b))
}

/** Nothing in these runs. */
const skipped = new Set([
  'ElementaryTypeName',
  'ErrorDefinition',
  'EventDefinition',
  'ImportDirective',
  'OverrideSpecifier',
  'ParameterList',
  'PragmaDirective',
  'StructDefinition',
  'StructuredDocumentation',
  'UsingForDirective',
])

function otherLiterals(node: Node, text: string): string[] {
  if (node.kind === 'bool') return [text === 'true' ? 'false' : 'true']
  if (node.kind === 'string') return [text === '""' ? '"mutant"' : '""']
  // As wide as it was, since it may be bytes.
  if (node.kind === 'hexString' || /^0x/.test(text))
    return [text.replace(/[\da-f](?="?$)/i, (digit) => (Number.parseInt(digit, 16) ^ 1).toString(16))]
  if (node.kind !== 'number') return []
  return Number(node.value) === 0 ? ['1'] : [`(${text} + 1)`, `(${text} - 1)`]
}

/** Solidity does not compile what uses a pointer to storage that was not set. */
function setsPointer({ expression }: Node): boolean {
  const [left] = nodesOf(nodesOf(expression)[0]?.leftHandSide)
  const { typeString = '' } = (left?.typeDescriptions ?? {}) as { typeString?: string }
  return left?.nodeType === 'Identifier' && typeString.endsWith('storage pointer')
}

/** Whether a literal has another type in there than on its own. */
function typesItsLiterals({ nodeType, kind, expression }: Node): boolean {
  if (nodeType === 'BinaryOperation' || kind === 'typeConversion') return true
  return nodeType === 'FunctionCall' && nodesOf(expression).some(({ name }) => name === 'keccak256')
}

function isChoosable({ nodeType }: Node): boolean {
  return (
    !nodeType.startsWith('Yul') && nodeType !== 'ModifierInvocation' && nodeType !== 'FunctionCallOptions'
  )
}

/** The name of what holds code, where one begins. */
function scopeOf(node: Node): string | undefined {
  if (node.nodeType === 'FunctionDefinition') return String(node.name || node.kind)
  if (node.nodeType === 'ModifierDefinition') return String(node.name)
  if (node.nodeType === 'VariableDeclaration' && node.constant) return String(node.name)
  return undefined
}

function flat(text: string): string {
  return text === DROPPED ? '' : text.replace(/\s+/g, ' ').trim()
}

/** Names a change for as long as its code stays as it is, wherever in the file it moves. */
export function keyOf({
  file,
  scope,
  before,
  after,
}: Pick<Mutant, 'file' | 'scope' | 'before' | 'after'>): string {
  return `${file} ${scope}: ${before} → ${after || '(dropped)'}`.replace(/^(.*)( #\d+)( → .*)$/, '$1$3$2')
}

export function apply(content: string, { edits }: Mutant): string {
  return applied(Buffer.from(content), edits).toString()
}

/** @param edits From the first to the last. */
function applied(bytes: Buffer, edits: Edit[]): Buffer {
  return edits.reduceRight(
    (text, edit) =>
      Buffer.concat([text.subarray(0, edit.start), Buffer.from(edit.text), text.subarray(edit.end)]),
    bytes,
  )
}

/** Bytes that come to it. */
function growth(edits: Edit[]): number {
  return edits.reduce((sum, { start, end, text }) => sum + Buffer.byteLength(text) - (end - start), 0)
}
