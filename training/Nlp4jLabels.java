import edu.emory.mathcs.nlp.component.template.node.NLPNode;
import edu.emory.mathcs.nlp.component.tokenizer.token.Token;
import edu.emory.mathcs.nlp.decode.NLPDecoder;
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.util.*;

/** Labels texts with NLP4J's recogniser.  In: "newlinePolicy \t base64 text" a line; out: "start,end,label" of each name. */
public class Nlp4jLabels {
  static final String FILES = "edu/emory/mathcs/nlp/";
  static final String CONFIGURATION = String.join("\n",
      "<configuration><tsv><column index=\"1\" field=\"form\"/></tsv><lexica>",
      lexicon("ambiguity_classes", "word_form_simplified_lowercase", "en-ambiguity-classes-simplified-lowercase"),
      lexicon("word_clusters", "word_form_simplified_lowercase", "en-brown-clusters-simplified-lowercase"),
      lexicon("word_embeddings", "word_form_undigitalized", "en-word-embeddings-undigitalized"),
      lexicon("named_entity_gazetteers", "word_form_simplified", "en-named-entity-gazetteers-simplified"),
      "</lexica><models><pos>" + FILES + "models/en-pos.xz</pos><ner>" + FILES + "models/en-ner.xz</ner></models></configuration>");

  static String lexicon(String kind, String field, String file) {
    return "<" + kind + " field=\"" + field + "\">" + FILES + "lexica/" + file + ".xz</" + kind + ">";
  }

  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16), false, "UTF-8");
    System.setOut(System.err);
    NLPDecoder decoder = new NLPDecoder(new ByteArrayInputStream(CONFIGURATION.getBytes(StandardCharsets.UTF_8)));
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String line;
    int n = 0;
    while ((line = in.readLine()) != null) {
      String[] f = line.split("\t");
      String text = new String(Base64.getDecoder().decode(f.length > 1 ? f[1] : ""), StandardCharsets.UTF_8);
      // Single breaks are line wraps under this policy: a blank keeps the offsets.
      if (f[0].equals("two")) text = text.replaceAll("(?<!\n)\n(?!\n)", " ");
      out.println(label(decoder, text));
      if (++n % 64 == 0) out.flush();
    }
    out.flush();
  }

  static String label(NLPDecoder decoder, String text) {
    StringBuilder s = new StringBuilder();
    int base = 0;
    for (String paragraph : text.split("\n", -1)) {
      if (!paragraph.isBlank())
        for (List<Token> sentence : decoder.getTokenizer().segmentize(paragraph)) names(decoder.decode(decoder.toNodeArray(sentence)), base, s);
      base += paragraph.length() + 1;
    }
    return s.toString();
  }

  /** Tags are B, I, L and U with a label; nodes[0] is the root. */
  static void names(NLPNode[] nodes, int base, StringBuilder s) {
    int start = -1;
    String open = null;
    for (int i = 1; i < nodes.length; i++) {
      String tag = nodes[i].getNamedEntityTag();
      if (tag == null || tag.equals("O")) { open = null; continue; }
      char place = tag.charAt(0);
      String label = tag.substring(2);
      if (place == 'B' || place == 'U') { start = nodes[i].getStartOffset(); open = label; }
      if ((place == 'L' || place == 'U') && label.equals(open)) {
        s.append(base + start).append(',').append(base + nodes[i].getEndOffset()).append(',').append(label).append(' ');
        open = null;
      }
    }
  }
}
