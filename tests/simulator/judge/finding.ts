/** Something that should not be. */
export interface Finding {
  readonly kind: /** A live row is missing after the last run. */
    | 'lost'
    /** A live row is there, but not as the object is. */
    | 'stale'
    /** A row of a closed table that nothing stands for any more. */
    | 'ghost'
    /** A live row that went when its table was closed. */
    | 'gap'
    /** A key came twice in one run of a stream. */
    | 'duplicate'
    /** A line that is not what the contract says. */
    | 'message'
    /** A bookmark that moved where it must not. */
    | 'bookmark'
    /** Something that a bookmark says is out, and is not. */
    | 'promise'
    /** A run that ended otherwise than it should. */
    | 'run';
  readonly stream: string;
  /** Says which object, and what of it. */
  readonly text: string;
}

/** @returns a line for people */
export function describe(finding: Finding): string {
  return `${finding.kind} ${finding.stream}: ${finding.text}`;
}

/** What two findings have in common when one is the other in a smaller world. */
export function sortOf(finding: Finding): string {
  const sort = finding.kind === 'stale' ? 'lost' : finding.kind;
  return `${sort} ${finding.stream}`;
}
