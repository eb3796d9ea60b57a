import { crc32 } from 'node:zlib';

/** A ZIP archive of a few files, stored as they are. Names are ASCII. */
export function zipFiles(files: readonly { name: string; content: string }[]): Buffer<ArrayBuffer> {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of files) {
    const data = Buffer.from(content);
    const fields = header(data, name);
    const local = Buffer.concat([words([0x04034b50], 4), fields, Buffer.from(name), data]);
    directory.push(
      Buffer.concat([
        ...[
          words([0x02014b50], 4),
          words([20], 2),
          fields,
          words([0, 0, 0], 2),
          words([0, offset], 4),
          Buffer.from(name),
        ],
      ]),
    );
    parts.push(local);
    offset += local.length;
  }
  const index = Buffer.concat(directory);
  const count = files.length;
  const end = [words([0x06054b50], 4), words([0, 0, count, count], 2), words([index.length, offset], 4), words([0], 2)];
  return Buffer.concat([...parts, index, ...end]);
}

/** From "version needed" to the length of the extra field, as both headers hold it: 1 January 1980, not compressed. */
function header(data: Buffer, name: string): Buffer {
  const sizes = words([crc32(data), data.length, data.length], 4);
  return Buffer.concat([words([20, 0, 0, 0, 0x21], 2), sizes, words([name.length, 0], 2)]);
}

function words(values: readonly number[], size: 2 | 4): Buffer {
  const buffer = Buffer.alloc(values.length * size);
  for (const [index, value] of values.entries()) buffer.writeUIntLE(value, index * size, size);
  return buffer;
}
