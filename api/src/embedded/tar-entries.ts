type TarEntry =
  | { readonly kind: 'directory'; readonly path: string }
  | { readonly kind: 'file'; readonly path: string; readonly content: Uint8Array };

const block = 512;

/** The files and directories of an uncompressed ustar archive, as PGlite's `dumpDataDir('none')` writes it. */
export function* tarEntries(archive: Buffer): Generator<TarEntry> {
  for (let offset = 0; offset + block <= archive.length; ) {
    const header = archive.subarray(offset, offset + block);
    if (header[0] === 0) return;
    const size = Number.parseInt(text(header, 124, 12), 8);
    const path = [text(header, 345, 155), text(header, 0, 100)].filter((part) => part !== '').join('/');
    const content = archive.subarray(offset + block, offset + block + size);
    yield text(header, 156, 1) === '5' ? { kind: 'directory', path } : { kind: 'file', path, content };
    offset += block + Math.ceil(size / block) * block;
  }
}

function text(header: Buffer, start: number, length: number): string {
  const field = header.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end === -1 ? length : end).trim();
}
