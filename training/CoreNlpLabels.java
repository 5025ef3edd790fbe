import edu.stanford.nlp.ie.crf.CRFClassifier;
import edu.stanford.nlp.ling.CoreAnnotations;
import edu.stanford.nlp.ling.CoreLabel;
import edu.stanford.nlp.pipeline.*;
import edu.stanford.nlp.util.CoreMap;
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.util.*;
import java.util.concurrent.*;

/** Labels texts with CoreNLP's three CRFs.  In: "newlinePolicy \t base64 text" a line; out: sentences of "start,end,label3,label7,label4". */
public class CoreNlpLabels {
  static final String[] MODELS = {
    "edu/stanford/nlp/models/ner/english.all.3class.distsim.crf.ser.gz",
    "edu/stanford/nlp/models/ner/english.muc.7class.distsim.crf.ser.gz",
    "edu/stanford/nlp/models/ner/english.conll.4class.distsim.crf.ser.gz"};

  public static void main(String[] args) throws Exception {
    int threads = Integer.parseInt(args[0]);
    List<CRFClassifier<CoreLabel>> crfs = new ArrayList<>();
    for (String m : MODELS) crfs.add(CRFClassifier.getClassifier(m));
    Map<String, StanfordCoreNLP> pipes = new HashMap<>();
    for (String policy : new String[]{"always", "two"}) {
      Properties p = new Properties();
      p.setProperty("annotators", "tokenize");
      p.setProperty("ssplit.newlineIsSentenceBreak", policy);
      pipes.put(policy, new StanfordCoreNLP(p));
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    ArrayDeque<Future<String>> queue = new ArrayDeque<>();
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = new PrintStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16), false, "UTF-8");
    String line;
    int n = 0;
    while ((line = in.readLine()) != null) {
      final String[] f = line.split("\t");
      queue.add(pool.submit(() -> label(pipes.get(f[0]), crfs, new String(Base64.getDecoder().decode(f.length > 1 ? f[1] : ""), StandardCharsets.UTF_8))));
      while (queue.size() > 64) out.println(queue.poll().get());
      if (++n % 64 == 0) out.flush();
    }
    while (!queue.isEmpty()) out.println(queue.poll().get());
    out.flush();
    pool.shutdown();
  }

  static String label(StanfordCoreNLP pipe, List<CRFClassifier<CoreLabel>> crfs, String text) {
    Annotation doc = new Annotation(text);
    pipe.annotate(doc);
    StringBuilder s = new StringBuilder();
    for (CoreMap sentence : doc.get(CoreAnnotations.SentencesAnnotation.class)) {
      List<CoreLabel> tokens = sentence.get(CoreAnnotations.TokensAnnotation.class);
      List<List<CoreLabel>> all = new ArrayList<>();
      for (CRFClassifier<CoreLabel> crf : crfs) {
        List<CoreLabel> copy = new ArrayList<>();
        for (CoreLabel t : tokens) copy.add(new CoreLabel(t));
        all.add(crf.classifySentence(copy));
      }
      s.append(tokens.get(0).beginPosition()).append(',').append(tokens.get(tokens.size() - 1).endPosition());
      for (int i = 0; i < tokens.size(); i++) {
        StringBuilder l = new StringBuilder();
        boolean any = false;
        for (List<CoreLabel> a : all) {
          String x = a.get(i).get(CoreAnnotations.AnswerAnnotation.class);
          any |= !x.equals("O");
          l.append(',').append(x);
        }
        if (any) s.append(' ').append(tokens.get(i).beginPosition()).append(',').append(tokens.get(i).endPosition()).append(l);
      }
      s.append('\t');
    }
    return s.toString();
  }
}
