/**
 * Documents that Apollo has parsed and found valid, by their text, so that the direct way need do neither again.
 * What is valid stays so: schema and limits are the same for as long as a server runs.
 */
import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

/** In characters: of what clients send all the time, some hundreds. A parsed text takes up to a hundred times as much. */
const GREATEST_TEXT = 16_384;
const GREATEST_SUM = 262_144;

export class KnownDocuments {
  private readonly documents = new LRUCache<string, DocumentNode>({
    maxSize: GREATEST_SUM,
    maxEntrySize: GREATEST_TEXT,
    sizeCalculation: (_document, text) => text.length + 1,
  });

  keep(text: string, document: DocumentNode): void {
    if (this.documents.peek(text) !== document) this.documents.set(text, document);
  }

  find(text: string): DocumentNode | undefined {
    return this.documents.get(text);
  }
}
