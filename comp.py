import time,sys,gc,cProfile,pstats
from pathlib import Path
sys.path.insert(0,'/work/main')
from steadybook.analysis.budgets import all_budgets
from steadybook.engine.repository import no_collection, open_repository
with no_collection():
    a=time.perf_counter();b=time.process_time()
    ctx=open_repository(Path('/tmp/sb/fleet')).context
    print('open',time.perf_counter()-a,time.process_time()-b)
    gc.freeze()
    if len(sys.argv)>1:
        p=cProfile.Profile(); p.enable(); all_budgets(ctx); p.disable()
        pstats.Stats(p).sort_stats('tottime').print_stats(35)
    else:
        for _ in range(3):
            c=ctx.at(ctx.as_of)
            a=time.perf_counter();b=time.process_time()
            r=all_budgets(c)
            print('comp',time.perf_counter()-a,time.process_time()-b)
    from collections import Counter
    r=all_budgets(ctx)
    print(Counter((x.state.value,x.frozen,x.exhausted_at is not None) for x in r))
    print(r[0])
